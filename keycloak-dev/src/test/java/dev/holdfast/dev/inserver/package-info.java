/** What tests bring into the server itself; everything else of theirs stays outside. */
@NullMarked
package dev.holdfast.dev.inserver;

import org.jspecify.annotations.NullMarked;
