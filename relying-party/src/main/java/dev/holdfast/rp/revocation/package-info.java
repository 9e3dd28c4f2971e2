/** Is this token's session still trusted? Revocations, found by session, key, user or client without a scan. */
@NullMarked
package dev.holdfast.rp.revocation;

import org.jspecify.annotations.NullMarked;
