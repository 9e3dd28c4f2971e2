/** What an identity usually does: counted, decayed, bounded, and slow to be taught. */
@NullMarked
package dev.holdfast.risk.profile;

import org.jspecify.annotations.NullMarked;
