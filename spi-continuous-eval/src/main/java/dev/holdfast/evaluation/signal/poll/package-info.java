/** Collecting security events of others by polling (RFC 8936), pure. */
@NullMarked
package dev.holdfast.evaluation.signal.poll;

import org.jspecify.annotations.NullMarked;
