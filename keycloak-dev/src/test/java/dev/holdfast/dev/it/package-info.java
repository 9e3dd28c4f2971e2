/** Tests on a real server. */
@NullMarked
package dev.holdfast.dev.it;

import org.jspecify.annotations.NullMarked;
