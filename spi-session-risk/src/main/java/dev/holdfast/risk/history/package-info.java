/** What was observed of a session so far, and the port to where it is kept. */
@NullMarked
package dev.holdfast.risk.history;

import org.jspecify.annotations.NullMarked;
