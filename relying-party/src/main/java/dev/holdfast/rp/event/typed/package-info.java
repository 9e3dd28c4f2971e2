/** What events say, member by member: the CAEP and RISC events that a relying party may act on, checked and typed. */
@NullMarked
package dev.holdfast.rp.event.typed;

import org.jspecify.annotations.NullMarked;
