/** From a raw request to the features that are judged and kept: keyed hashes and words, never an address. */
@NullMarked
package dev.holdfast.risk.observation;

import org.jspecify.annotations.NullMarked;
