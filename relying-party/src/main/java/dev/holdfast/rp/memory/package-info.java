/** What is remembered for a while, within bounds, in this process. */
@NullMarked
package dev.holdfast.rp.memory;

import org.jspecify.annotations.NullMarked;
