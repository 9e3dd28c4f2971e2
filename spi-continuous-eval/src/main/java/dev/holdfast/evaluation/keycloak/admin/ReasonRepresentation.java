package dev.holdfast.evaluation.keycloak.admin;

import org.jspecify.annotations.Nullable;

/**
 * Why something is done.
 *
 * @param reason a line that may be told to relying parties
 */
public record ReasonRepresentation(@Nullable String reason) {}
