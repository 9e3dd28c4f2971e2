/** A real Keycloak on your machine. */
@NullMarked
package dev.holdfast.dev;

import org.jspecify.annotations.NullMarked;
