/** Recognises in Keycloak what ends or lessens trust, and whom it concerns. */
@NullMarked
package dev.holdfast.evaluation.keycloak.trust;

import org.jspecify.annotations.NullMarked;
