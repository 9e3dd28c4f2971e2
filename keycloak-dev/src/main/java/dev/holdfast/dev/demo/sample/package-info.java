/** Relying parties of the story that are processes of their own, started as their operators would. */
@NullMarked
package dev.holdfast.dev.demo.sample;

import org.jspecify.annotations.NullMarked;
