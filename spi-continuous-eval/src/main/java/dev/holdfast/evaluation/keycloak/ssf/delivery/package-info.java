/** Events leave as soon as they are committed: claims on the outbox, workers, HTTP to receivers, metrics. */
@NullMarked
package dev.holdfast.evaluation.keycloak.ssf.delivery;

import org.jspecify.annotations.NullMarked;
