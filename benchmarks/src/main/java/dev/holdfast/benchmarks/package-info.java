/** Measurements: JMH, load, delivery and fleet evaluation. */
@NullMarked
package dev.holdfast.benchmarks;

import org.jspecify.annotations.NullMarked;
