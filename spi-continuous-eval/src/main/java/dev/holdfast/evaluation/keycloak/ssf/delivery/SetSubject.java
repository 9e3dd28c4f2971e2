package dev.holdfast.evaluation.keycloak.ssf.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Iterator;
import org.keycloak.util.JsonSerialization;

/** Reads from a signed SET of ours whom it is about. */
final class SetSubject {

    /** One lane for all of which it cannot be said: their order is kept among all. */
    private static final String UNKNOWN = "";

    private SetSubject() {}

    /** The subject as text: the same for the same subject. */
    static String of(String set) {
        String[] parts = set.split("\\.", -1);
        if (parts.length != 3) {
            return UNKNOWN;
        }
        try {
            JsonNode claims =
                    JsonSerialization.mapper.readTree(Base64.getUrlDecoder().decode(parts[1]));
            JsonNode subject = claims.path("sub_id");
            return subject.isMissingNode() ? ofLegacyEvent(claims.path("events")) : subject.toString();
        } catch (IOException | IllegalArgumentException unreadable) {
            return UNKNOWN;
        }
    }

    /** Apple's profile has the subject within the event. */
    private static String ofLegacyEvent(JsonNode events) {
        Iterator<JsonNode> all = events.elements();
        return all.hasNext() ? all.next().path("subject").toString() : UNKNOWN;
    }
}
