/** Where the keys of an identity are remembered: an Infinispan cache shared by all nodes. */
@NullMarked
package dev.holdfast.binding.infinispan;

import org.jspecify.annotations.NullMarked;
