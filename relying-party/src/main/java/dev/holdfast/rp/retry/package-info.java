/** When to try again. */
@NullMarked
package dev.holdfast.rp.retry;

import org.jspecify.annotations.NullMarked;
