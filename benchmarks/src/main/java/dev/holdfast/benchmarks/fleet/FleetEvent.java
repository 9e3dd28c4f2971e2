package dev.holdfast.benchmarks.fleet;

import java.time.Instant;
import java.util.Locale;

/**
 * One request of a made-up fleet.
 *
 * @param millis when
 * @param label {@code benign}, or the class of the attack
 * @param kind the kind of identity
 * @param client the client
 * @param session the session
 * @param address the address
 * @param agent the user agent
 * @param headers the hash of the header order
 * @param key the proven key, empty for a bearer
 * @param expected the key that the token is bound to
 * @param line the generations: presented now, issued, presented before
 * @param scope what is asked for
 */
record FleetEvent(
        long millis,
        String label,
        String kind,
        String client,
        String session,
        String address,
        String agent,
        String headers,
        String key,
        String expected,
        Line line,
        String scope) {

    record Line(int number, int issued, int presented) {}

    boolean isBenign() {
        return label.equals("benign");
    }

    String json(long id) {
        String at = String.format(Locale.ROOT, "%s", Instant.ofEpochMilli(millis));
        return "{\"at\":\"" + (at.length() == 20 ? at.replace("Z", ".000Z") : at) + "\",\"id\":\"" + id
                + "\",\"realm\":\"r\",\"client\":\"" + client + "\",\"session\":\"" + session
                + "\",\"grant\":\"refresh_token\",\"address\":\"" + address + "\",\"user_agent\":\"" + agent
                + "\",\"header_order\":\"" + headers + "\",\"client_auth\":\"client_secret_basic\",\"scopes\":[\""
                + scope + "\"]" + key("key", key) + key("expected_key", expected) + ",\"generation\":" + line.number()
                + ",\"issued_generation\":" + line.issued() + ",\"presented_generation\":" + line.presented() + "}";
    }

    private static String key(String member, String thumbprint) {
        return thumbprint.isEmpty()
                ? ""
                : ",\"" + member + "\":{\"kind\":\"dpop\",\"thumbprint\":\"" + thumbprint + "\"}";
    }
}
