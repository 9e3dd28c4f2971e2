/** Delivery of security events: what an answer means, when to try again, in which order, to which addresses. Pure. */
@NullMarked
package dev.holdfast.evaluation.delivery;

import org.jspecify.annotations.NullMarked;
