/** How fast, how complete and how independent of each other security events arrive. */
@NullMarked
package dev.holdfast.benchmarks.delivery;

import org.jspecify.annotations.NullMarked;
