/** What the risk engine costs, measured with JMH. */
@NullMarked
package dev.holdfast.benchmarks.risk;

import org.jspecify.annotations.NullMarked;
