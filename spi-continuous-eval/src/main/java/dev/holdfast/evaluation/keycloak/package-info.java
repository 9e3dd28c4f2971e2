/** Revocation inside Keycloak: end the session, write the events, deliver them after commit. */
@NullMarked
package dev.holdfast.evaluation.keycloak;

import org.jspecify.annotations.NullMarked;
