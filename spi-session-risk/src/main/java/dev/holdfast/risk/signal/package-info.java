/** What speaks for or against a request: each signal weighs one thing, in nats. */
@NullMarked
package dev.holdfast.risk.signal;

import org.jspecify.annotations.NullMarked;
