/**
 * What this relying party tells the authorization server: the other direction of shared signals. What it says is a statement;
 * the authorization server decides what follows from it, and a replayed proof alone never ends a session.
 */
@NullMarked
package dev.holdfast.rp.signal;

import org.jspecify.annotations.NullMarked;
