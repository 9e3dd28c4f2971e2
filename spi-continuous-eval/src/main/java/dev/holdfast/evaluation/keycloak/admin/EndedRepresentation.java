package dev.holdfast.evaluation.keycloak.admin;

/**
 * What a revocation did.
 *
 * @param sessions how many sessions ended
 * @param complete whether that were all; false means: call again
 */
public record EndedRepresentation(int sessions, boolean complete) {}
