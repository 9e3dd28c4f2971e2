/**
 * Is this access token held by the one it was issued to? Verification of sender-constrained JWT access tokens (RFC 9068)
 * bound to a DPoP key (RFC 9449) or a client certificate (RFC 8705).
 *
 * <p>JOSE parsing, signature checks, thumbprints and the JWKS cache are those of Nimbus. Its resource request verifier for
 * DPoP ({@code com.nimbusds.oauth2.sdk.dpop.verifiers}) is not called, because as of 11.38 it
 *
 * <ul>
 *   <li>compares {@code htu} as a string, so that one with a query or an explicit default port is refused, where RFC 9449
 *       section 4.3 wants it accepted;
 *   <li>starts from one proof and one token: the scheme, a second header, a bound token sent as bearer are left to the
 *       caller;
 *   <li>marks the {@code jti} as used before {@code ath} and the key are checked, so that a bad proof burns a good one;
 *   <li>keys the replay check by a name the caller gives and not by the key that signed, and takes a {@code jti} of any
 *       length;
 *   <li>refuses a {@code nonce} that nobody asked for, which a client may well carry over;
 *   <li>takes the time from the system and not from a {@link java.time.Clock}.
 * </ul>
 *
 * <p>These rules, the reading of {@code cnf} (unknown or empty means refuse) and the answers of RFC 9449 section 7.1 are
 * what this package adds.
 */
@NullMarked
package dev.holdfast.rp.token;

import org.jspecify.annotations.NullMarked;
