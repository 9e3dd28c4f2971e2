/** From evidence to an answer: score, policy, decision. */
@NullMarked
package dev.holdfast.risk.decision;

import org.jspecify.annotations.NullMarked;
