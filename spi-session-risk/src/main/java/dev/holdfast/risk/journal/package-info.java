/** What was decided and why, kept for a while: the record, the port to it, writing behind, and how long it is kept. */
@NullMarked
package dev.holdfast.risk.journal;

import org.jspecify.annotations.NullMarked;
