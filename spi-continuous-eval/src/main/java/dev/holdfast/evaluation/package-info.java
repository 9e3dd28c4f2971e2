/** Then what? What a revocation ends and what is published about it, pure. */
@NullMarked
package dev.holdfast.evaluation;

import org.jspecify.annotations.NullMarked;
