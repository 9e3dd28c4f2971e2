package dev.holdfast.risk.journal;

import dev.holdfast.risk.decision.RiskSetting;
import dev.holdfast.risk.decision.RiskSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a policy by its numbers: equal numbers have equal names, whatever the mode. */
public final class PolicyHash {

    private static final int BYTES = 8;

    private PolicyHash() {}

    /**
     * The name of a policy.
     *
     * @param settings its settings
     * @return 16 hexadecimal digits
     */
    public static String of(RiskSettings settings) {
        StringBuilder text = new StringBuilder(256);
        for (RiskSetting setting : RiskSetting.values()) {
            text.append(setting.key())
                    .append('=')
                    .append(settings.number(setting))
                    .append('\n');
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
