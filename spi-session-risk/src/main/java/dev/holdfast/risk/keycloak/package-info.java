/** The risk engine applied inside Keycloak: executor, breach listener, history and response as extension points. */
@NullMarked
package dev.holdfast.risk.keycloak;

import org.jspecify.annotations.NullMarked;
