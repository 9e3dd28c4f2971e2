/** What a request costs an API that verifies bound tokens. */
@NullMarked
package dev.holdfast.benchmarks.rp;

import org.jspecify.annotations.NullMarked;
