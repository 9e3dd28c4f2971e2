package dev.holdfast.rp.sidecar;

import dev.holdfast.rp.jwt.TrustedAddress;
import dev.holdfast.rp.sidecar.Setting.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A checked value for every {@link Setting}. */
public final class SidecarSettings {

    private final Map<Setting, String> values;

    private SidecarSettings(Map<Setting, String> values) {
        this.values = values;
    }

    /**
     * Reads the settings; the environment wins over the file.
     *
     * @param file names and values of the properties file
     * @param environment variables of the process
     * @return the settings
     * @throws SettingsException if one that must be set is not, one is out of range, or the file has a name that is unknown
     */
    public static SidecarSettings of(Map<String, String> file, Map<String, String> environment)
            throws SettingsException {
        Map<String, String> unread = new HashMap<>(file);
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String inFile = unread.getOrDefault(setting.key(), "");
            unread.remove(setting.key());
            String value = environment.getOrDefault(setting.variable(), inFile).strip();
            values.put(setting, value.isEmpty() ? setting.defaultValue.orElse("") : value);
        }
        if (!unread.isEmpty()) {
            throw new SettingsException(
                    "unknown settings: " + unread.keySet().stream().sorted().toList());
        }
        requireMandatory(values);
        for (Map.Entry<Setting, String> entry : values.entrySet()) {
            check(entry.getKey(), entry.getValue());
        }
        return new SidecarSettings(values);
    }

    private static void requireMandatory(Map<Setting, String> values) throws SettingsException {
        String missing = values.entrySet().stream()
                .filter(entry -> entry.getKey().defaultValue.isEmpty())
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .map(setting -> setting.key() + " (" + setting.variable() + "): " + setting.meaning)
                .collect(Collectors.joining(" | "));
        if (!missing.isEmpty()) {
            throw new SettingsException("set " + missing);
        }
    }

    private static void check(Setting setting, String value) throws SettingsException {
        boolean good = value.isEmpty()
                || switch (setting.kind) {
                    case NUMBER -> isNumber(value, setting.min, setting.max);
                    case FLAG -> value.equals("true") || value.equals("false");
                    case ADDRESS -> isAddress(value);
                    case TEXT, SECRET, LIST -> true;
                };
        if (!good) {
            throw new SettingsException(setting.key() + " (" + setting.variable() + ") must be " + setting.range());
        }
    }

    private static boolean isNumber(String value, int min, int max) {
        try {
            int number = Integer.parseInt(value);
            return min <= number && number <= max;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isAddress(String value) {
        try {
            TrustedAddress.require(URI.create(value));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A text; empty for an optional one that is not set. */
    String text(Setting setting) {
        return values.getOrDefault(setting, "");
    }

    /** The words of a list. */
    List<String> list(Setting setting) {
        return Arrays.stream(text(setting).split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    Duration seconds(Setting setting) {
        return Duration.ofSeconds(number(setting));
    }

    boolean flag(Setting setting) {
        return Boolean.parseBoolean(text(setting));
    }

    /** Names no value that is secret. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().kind != Kind.SECRET)
                .map(entry -> entry.getKey().key() + "=" + entry.getValue())
                .collect(Collectors.joining(", ", "SidecarSettings[", "]"));
    }
}
