package dev.holdfast.evaluation.signal.poll;

import dev.holdfast.evaluation.signal.RefusedSetException.Code;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked of a transmitter (RFC 8936 section 2.2).
 *
 * @param maxEvents so many events may come; 0 only acknowledges
 * @param returnImmediately whether it shall answer although it has none
 * @param acknowledged the ids of events that took effect, or are known to have none
 * @param refused the ids of events that are refused for good, with why
 */
public record PollRequest(
        int maxEvents, boolean returnImmediately, List<String> acknowledged, Map<String, Refusal> refused) {

    /**
     * Why an event is refused (RFC 8936 section 2.6).
     *
     * @param code the code
     * @param description in words, for whoever runs the transmitter
     */
    public record Refusal(Code code, String description) {}

    /** Copies what it is given. */
    public PollRequest {
        acknowledged = List.copyOf(acknowledged);
        refused = Map.copyOf(refused);
    }

    /**
     * The members of the JSON object.
     *
     * @return names and values
     */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("maxEvents", maxEvents);
        members.put("returnImmediately", returnImmediately);
        if (!acknowledged.isEmpty()) {
            members.put("ack", acknowledged);
        }
        if (!refused.isEmpty()) {
            Map<String, Object> errors = new LinkedHashMap<>();
            refused.forEach(
                    (id, why) -> errors.put(id, Map.of("err", why.code().word(), "description", why.description())));
            members.put("setErrs", errors);
        }
        return members;
    }
}
