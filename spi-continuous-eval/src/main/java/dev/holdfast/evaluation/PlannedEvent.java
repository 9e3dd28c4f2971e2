package dev.holdfast.evaluation;

import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier;
import java.util.Map;

/**
 * One security event that is to be published.
 *
 * @param type its type
 * @param subject whom it is about
 * @param payload the members of the event; values are strings, numbers, maps and lists of maps
 */
public record PlannedEvent(EventType type, SubjectIdentifier subject, Map<String, Object> payload) {}
