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

    /** Whether it is no request but the news that a job is over. */
    boolean isJobEnd() {
        return label.equals("job-end");
    }

    String json(long id) {
        if (isJobEnd()) {
            return "{\"type\":\"signal\",\"at\":\"" + Instant.ofEpochMilli(millis) + "\",\"realm\":\"r\",\"session\":\""
                    + session
                    + "\",\"event\":\"https://schemas.openid.net/secevent/caep/event-type/session-revoked\",\"payload\":{}}";
        }
        String at = String.format(Locale.ROOT, "%s", Instant.ofEpochMilli(millis));
        return "{\"at\":\"" + (at.length() == 20 ? at.replace("Z", ".000Z") : at) + "\",\"id\":\"" + id
                + "\",\"realm\":\"r\",\"client\":\"" + client + "\",\"session\":\"" + session
                + "\",\"grant\":\"refresh_token\",\"address\":\"" + address + "\",\"user_agent\":\"" + agent
                + "\",\"header_order\":\"" + headers + "\",\"client_auth\":\"client_secret_basic\",\"scopes\":[\""
                + scope + "\"]" + proof() + key("key", key) + key("expected_key", expected) + ",\"generation\":"
                + line.number()
                + ",\"issued_generation\":" + line.issued() + ",\"presented_generation\":" + line.presented() + "}";
    }

    /**
     * What a proof tells: the signer's clock in whole seconds, a few of them wrong by seconds, and now and then the round trip
     * of a nonce. A thief signs by his own clock; a relay forwards the victim's proofs and is on the way of the nonce.
     */
    private String proof() {
        if (key.isEmpty()) {
            return "";
        }
        int host = session.hashCode() & 0x7fff_ffff;
        boolean relayed = label.startsWith("relay");
        boolean own = isBenign() || relayed || label.equals("aftermath");
        long skew = own && host % 9 == 0 ? 4_000 + host % 5_000 : 0;
        long way = 30 + millis % 60 + (relayed ? 80 : 0);
        String iat = ",\"proof_iat\":\"" + Instant.ofEpochSecond((millis - way - skew) / 1000) + '"';
        return millis / 1000 % 50 == 0 ? iat + ",\"nonce_rtt_ms\":" + (2 * way + host % 40) : iat;
    }

    private static String key(String member, String thumbprint) {
        return thumbprint.isEmpty()
                ? ""
                : ",\"" + member + "\":{\"kind\":\"dpop\",\"thumbprint\":\"" + thumbprint + "\"}";
    }
}
