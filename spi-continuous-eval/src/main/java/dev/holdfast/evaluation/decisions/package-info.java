/** Decisions as they are made, for whoever listens. */
@NullMarked
package dev.holdfast.evaluation.decisions;

import org.jspecify.annotations.NullMarked;
