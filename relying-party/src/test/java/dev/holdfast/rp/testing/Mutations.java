package dev.holdfast.rp.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Makes hostile JWTs out of good ones: broken ones, and ones that are broken inside but well signed. */
public final class Mutations {

    /** Values that a careless parser falls over. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e400",
            "-1e-400",
            "9223372036854775808",
            "4611686018427387904",
            "1.5",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"ES256\"",
            "\"none\"",
            "\"" + "x".repeat(20_000) + "\"",
            "[]",
            "[[]]",
            "[null]",
            "{}",
            "{\"\":{}}",
            "{\"format\":\"complex\",\"user\":{\"format\":\"complex\"}}",
            "[".repeat(3_000) + "]".repeat(3_000),
            "{\"a\":".repeat(3_000) + "1" + "}".repeat(3_000),
            "\"https://kc.example/realms/demo\"");

    /** A member with a scalar value. */
    private static final Pattern MEMBER =
            Pattern.compile("\"([^\"]+)\":(\"[^\"]*\"|-?[0-9.]+|\\{[^{}]*\\}|\\[[^\\[\\]]*\\])");

    private final Random random;

    /** Reproducible by its seed. */
    public Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** The JWT with something broken that its signature covers no more. */
    public String broken(String jwt) {
        StringBuilder text = new StringBuilder(jwt);
        for (int i = random.nextInt(3); i >= 0 && text.length() > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(6)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.insert(at, text.substring(at / 2, at));
                case 3 -> text.insert(at, '.');
                case 4 -> text.setLength(at);
                default -> text.insert(at, (char) random.nextInt(0xffff));
            }
        }
        return text.toString();
    }

    /** The JWT with something else in its header or its claims, and a good signature over it. */
    public String resigned(String jwt, ECKey key) {
        String[] parts = jwt.split("\\.", -1);
        boolean inHeader = random.nextInt(4) == 0;
        int part = inHeader ? 0 : 1;
        String json = new Base64URL(parts[part]).decodeToString();
        parts[part] = Base64URL.encode(changed(json)).toString();
        String input = parts[0] + "." + parts[1];
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key.toECPrivateKey());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Base64URL.encode(signature.sign());
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String changed(String json) {
        List<int[]> members = MEMBER.matcher(json)
                .results()
                .map(found -> new int[] {found.start(), found.start(2), found.end()})
                .toList();
        if (members.isEmpty()) {
            return json;
        }
        int[] member = members.get(random.nextInt(members.size()));
        String value = VALUES.get(random.nextInt(VALUES.size()));
        return switch (random.nextInt(4)) {
            case 0 -> json.substring(0, member[1]) + value + json.substring(member[2]);
            case 1 -> // The same member twice.
                json.substring(0, member[0])
                        + json.substring(member[0], member[1])
                        + value
                        + ","
                        + json.substring(member[0]);
            case 2 -> flipped(json);
            default ->
                json.substring(0, member[0]) + "\"" + (char) ('a' + random.nextInt(26)) + "\":" + value
                        + json.substring(member[2]);
        };
    }

    private String flipped(String json) {
        StringBuilder text = new StringBuilder(json);
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
        return text.toString();
    }
}
