/** The words transmitter and receiver share: event types, subjects, key thumbprints. */
@NullMarked
package dev.holdfast.events;

import org.jspecify.annotations.NullMarked;
