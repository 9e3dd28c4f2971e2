/** What was declared for a workload, and whether a request stays within. */
@NullMarked
package dev.holdfast.risk.envelope;

import org.jspecify.annotations.NullMarked;
