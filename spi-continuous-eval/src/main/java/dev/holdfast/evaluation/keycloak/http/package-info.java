/** Calls to addresses that others chose, in Keycloak's own HTTP client. */
@NullMarked
package dev.holdfast.evaluation.keycloak.http;

import org.jspecify.annotations.NullMarked;
