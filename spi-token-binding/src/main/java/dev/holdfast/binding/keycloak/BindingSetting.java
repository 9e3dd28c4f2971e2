package dev.holdfast.binding.keycloak;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.keycloak.provider.ProviderConfigProperty;

/** The settings of the executor: each exists here once, with its type, default, range and help text. */
enum BindingSetting {
    MODE(
            "mode",
            "Mode",
            "enforce refuses requests without the right key; observe only reports them.",
            List.of("enforce", "observe")),
    MECHANISMS(
            "mechanisms",
            "Accepted mechanisms",
            "How a client proves its key: dpop (RFC 9449), mtls (RFC 8705) or either of them.",
            List.of("either", "dpop", "mtls")),
    BIND_REFRESH_TOKENS(
            "bind-refresh-tokens",
            "Bind refresh tokens",
            "Binds refresh tokens of confidential clients to the key too. Keycloak alone leaves them usable with any key.",
            true),
    KEY_ADMISSION(
            "key-admission",
            "Key admission",
            "Which keys a client may use: first-seen remembers every key and limits new ones; registered accepts only"
                    + " keys in the client attribute holdfast.keys.registered; any accepts all.",
            List.of("first-seen", "registered", "any")),
    NEW_KEYS(
            "new-keys",
            "New keys",
            "With first-seen: how many keys of a client may be new within the period.",
            new Range(10, 1, 10_000)),
    NEW_KEYS_PERIOD(
            "new-keys-period-seconds",
            "New keys period",
            "With first-seen: the period for the limit of new keys, in seconds.",
            new Range(3600, 60, 30 * 86_400)),
    MAX_ACCESS_TOKEN_LIFETIME(
            "max-access-token-lifetime-seconds",
            "Longest lifetime of access tokens",
            "Access tokens live at most so many seconds, whatever the client or realm says.",
            new Range(300, 10, 3600)),
    MAX_REFRESH_TOKEN_LIFETIME(
            "max-refresh-token-lifetime-seconds",
            "Longest lifetime of refresh tokens",
            "Refresh tokens live at most so many seconds, whatever the client or realm says.",
            new Range(1800, 60, 30 * 86_400));

    /** A whole number: its default and the smallest and largest value, both included. */
    private record Range(int byDefault, int min, int max) {}

    private final String key;
    private final ProviderConfigProperty property;
    private final Object domain;

    BindingSetting(String key, String label, String help, Object domain) {
        this.key = key;
        this.domain = domain;
        if (domain instanceof List<?> options) {
            property = new ProviderConfigProperty(key, label, help, ProviderConfigProperty.LIST_TYPE, options.get(0));
            property.setOptions(options.stream().map(String::valueOf).toList());
        } else if (domain instanceof Range range) {
            String bounded = help + " Default " + range.byDefault + ", from " + range.min + " to " + range.max + ".";
            property = new ProviderConfigProperty(
                    key, label, bounded, ProviderConfigProperty.STRING_TYPE, String.valueOf(range.byDefault));
        } else {
            property = new ProviderConfigProperty(key, label, help, ProviderConfigProperty.BOOLEAN_TYPE, domain);
        }
    }

    static List<ProviderConfigProperty> properties() {
        return Arrays.stream(values()).map(setting -> setting.property).toList();
    }

    /**
     * The value in a configuration, or the default where it says nothing.
     *
     * @throws IllegalArgumentException if the value is none that the setting can have; the message names the setting
     */
    String of(Map<String, Object> configuration) {
        Object value = configuration.get(key);
        String text = value == null || String.valueOf(value).isBlank()
                ? String.valueOf(property.getDefaultValue())
                : String.valueOf(value).trim();
        if (!accepts(text)) {
            throw new IllegalArgumentException(key + ": \"" + text + "\" is not accepted. " + property.getHelpText());
        }
        return text;
    }

    int number(Map<String, Object> configuration) {
        return Integer.parseInt(of(configuration));
    }

    private boolean accepts(String text) {
        if (domain instanceof List<?> options) {
            return options.contains(text);
        }
        if (domain instanceof Range range) {
            return text.matches("\\d{1,9}")
                    && Integer.parseInt(text) >= range.min
                    && Integer.parseInt(text) <= range.max;
        }
        return text.equals("true") || text.equals("false");
    }
}
