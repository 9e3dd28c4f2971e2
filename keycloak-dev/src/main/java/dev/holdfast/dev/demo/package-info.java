/** The attack story, and the same set-up left running. */
@NullMarked
package dev.holdfast.dev.demo;

import org.jspecify.annotations.NullMarked;
