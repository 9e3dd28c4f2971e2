/** What Keycloak's own events say of our decisions. */
@NullMarked
package dev.holdfast.risk.keycloak.event;

import org.jspecify.annotations.NullMarked;
