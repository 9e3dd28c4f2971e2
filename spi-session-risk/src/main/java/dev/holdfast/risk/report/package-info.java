/** What others report of sessions, keys and identities, and what comes of it when tokens are asked for, pure. */
@NullMarked
package dev.holdfast.risk.report;

import org.jspecify.annotations.NullMarked;
