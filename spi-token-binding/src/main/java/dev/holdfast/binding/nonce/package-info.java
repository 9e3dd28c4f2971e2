/** Server nonces for DPoP proofs (RFC 9449 section 8): issued and verified without anything being stored. */
@NullMarked
package dev.holdfast.binding.nonce;

import org.jspecify.annotations.NullMarked;
