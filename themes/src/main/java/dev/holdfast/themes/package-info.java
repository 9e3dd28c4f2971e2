/** What people see: the operations console and the themes are resources of this module. */
@NullMarked
package dev.holdfast.themes;

import org.jspecify.annotations.NullMarked;
