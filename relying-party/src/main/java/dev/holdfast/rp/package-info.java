/** What a relying party needs: verify bound tokens, hear security events, drop what was revoked. */
@NullMarked
package dev.holdfast.rp;

import org.jspecify.annotations.NullMarked;
