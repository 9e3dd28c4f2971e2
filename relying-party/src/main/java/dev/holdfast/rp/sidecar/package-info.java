/**
 * The library as a small HTTP service, for gateways and for what is not Java: a gateway asks {@code /authorize} about each
 * request, the transmitter pushes to {@code /events}.
 */
@NullMarked
package dev.holdfast.rp.sidecar;

import org.jspecify.annotations.NullMarked;
