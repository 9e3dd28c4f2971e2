/** Long polling (RFC 8936 section 2.4): a poll waits for an event without holding a thread or a database connection. */
@NullMarked
package dev.holdfast.evaluation.keycloak.ssf.poll;

import org.jspecify.annotations.NullMarked;
