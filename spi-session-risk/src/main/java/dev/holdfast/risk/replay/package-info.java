/** Runs recorded requests through engine and policy, without a server. */
@NullMarked
package dev.holdfast.risk.replay;

import org.jspecify.annotations.NullMarked;
