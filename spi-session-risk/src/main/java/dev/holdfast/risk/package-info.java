/** Is this still them? Features, signals, score and policy, pure. */
@NullMarked
package dev.holdfast.risk;

import org.jspecify.annotations.NullMarked;
