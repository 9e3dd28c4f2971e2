/** What a node knows of the sessions that are live: quarantined lessons, moves of a fleet, keys in use. */
@NullMarked
package dev.holdfast.risk.live;

import org.jspecify.annotations.NullMarked;
