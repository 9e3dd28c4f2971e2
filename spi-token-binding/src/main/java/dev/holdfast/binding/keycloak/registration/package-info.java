/** Clients that register themselves. */
@NullMarked
package dev.holdfast.binding.keycloak.registration;

import org.jspecify.annotations.NullMarked;
