/** A real Keycloak process: prepared, started, watched, stopped. */
@NullMarked
package dev.holdfast.dev.server;

import org.jspecify.annotations.NullMarked;
