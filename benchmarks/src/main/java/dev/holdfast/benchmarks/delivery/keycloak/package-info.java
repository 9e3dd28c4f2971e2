/** Runs inside the measured server: revokes many sessions at once, and says when each was decided. */
@NullMarked
package dev.holdfast.benchmarks.delivery.keycloak;

import org.jspecify.annotations.NullMarked;
