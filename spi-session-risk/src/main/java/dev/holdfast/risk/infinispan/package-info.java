/** Session histories in an Infinispan cache, updated by one atomic function. */
@NullMarked
package dev.holdfast.risk.infinispan;

import org.jspecify.annotations.NullMarked;
