/** The one place that knows Keycloak's Shared Signals transmitter (feature ssf, experimental). */
@NullMarked
package dev.holdfast.evaluation.keycloak.ssf;

import org.jspecify.annotations.NullMarked;
