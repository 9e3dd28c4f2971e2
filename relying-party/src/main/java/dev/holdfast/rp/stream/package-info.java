/** How does this relying party subscribe? Transmitter metadata and stream management (SSF 1.0 sections 7 and 8). */
@NullMarked
package dev.holdfast.rp.stream;

import org.jspecify.annotations.NullMarked;
