package dev.holdfast.risk.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of one ring of a history: each stands there once, whoever repeats it writes its number. A dictionary is made
 * anew with each writing: what fell out of the ring falls out of it. Common words need no place in it at all.
 */
final class Words {

    /** Part of the form: a change needs a new version of it. */
    private static final List<String> COMMON = List.of(
            "",
            "allow",
            "restrict",
            "rebind",
            "revoke",
            "refuse",
            "refresh_token",
            "client_credentials",
            "authorization_code",
            "urn:ietf:params:oauth:grant-type:token-exchange",
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "urn:ietf:params:oauth:grant-type:device_code",
            "urn:openid:params:grant-type:ciba",
            "password",
            "client-secret",
            "client-secret-jwt",
            "client-jwt",
            "client-x509",
            "federated-jwt",
            "none",
            "unknown",
            "private",
            "CLOUD",
            "HOSTING",
            "RESIDENTIAL",
            "MOBILE",
            "CORPORATE",
            "VPN",
            "PRIVATE",
            "UNKNOWN");

    private static final Map<String, Integer> COMMON_NUMBERS = numbers();

    private Words() {}

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (String word : COMMON) {
            numbers.put(word, numbers.size());
        }
        return numbers;
    }

    /** Collects the words while the ring is written. */
    static final class Written {

        private final CompactWriter out = new CompactWriter();
        private final Map<String, Integer> numbers = new HashMap<>();
        private int count;

        int number(String word) {
            Integer common = COMMON_NUMBERS.get(word);
            if (common != null) {
                return common;
            }
            Integer known = numbers.get(word);
            if (known != null) {
                return known;
            }
            int number = COMMON.size() + count++;
            numbers.put(word, number);
            CompactValue.write(out, word);
            return number;
        }

        int size() {
            return out.size();
        }

        int count() {
            return count;
        }

        void backTo(int earlierSize, int earlierCount) {
            out.backTo(earlierSize);
            count = earlierCount;
            numbers.values().removeIf(number -> number >= COMMON.size() + earlierCount);
        }

        void appendTo(CompactWriter target) {
            target.unsigned(count);
            target.append(out);
        }
    }

    /** The words in the order of their numbers. */
    static List<String> read(CompactReader in) {
        int count = in.count();
        List<String> words = new ArrayList<>(COMMON.size() + count);
        words.addAll(COMMON);
        for (int i = 0; i < count; i++) {
            words.add(CompactValue.read(in));
        }
        return words;
    }
}
