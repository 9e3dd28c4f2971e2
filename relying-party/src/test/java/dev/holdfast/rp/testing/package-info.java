/** Makes what issuers, transmitters and workloads make: keys, tokens, proofs and security events; good ones and bad ones. */
@NullMarked
package dev.holdfast.rp.testing;

import org.jspecify.annotations.NullMarked;
