/** The risk engine applied inside Keycloak: executor, breach listener, admin view. */
@NullMarked
package dev.holdfast.risk.keycloak;

import org.jspecify.annotations.NullMarked;
