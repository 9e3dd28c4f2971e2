/** Whose network an address belongs to. */
@NullMarked
package dev.holdfast.risk.network;

import org.jspecify.annotations.NullMarked;
