/** What is asked of whoever ends sessions. */
@NullMarked
package dev.holdfast.risk.response;

import org.jspecify.annotations.NullMarked;
