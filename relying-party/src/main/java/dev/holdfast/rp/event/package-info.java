/** What does the transmitter say? Verification of security event tokens (RFC 8417, SSF 1.0) and their push delivery (RFC 8935). */
@NullMarked
package dev.holdfast.rp.event;

import org.jspecify.annotations.NullMarked;
