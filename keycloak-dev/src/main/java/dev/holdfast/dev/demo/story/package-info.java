/** The attack, step by step. */
@NullMarked
package dev.holdfast.dev.demo.story;

import org.jspecify.annotations.NullMarked;
