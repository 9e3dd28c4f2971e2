package dev.holdfast.binding.keycloak;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * One setting of a client policy provider: it exists once, with its type, default, range and help text; the console, the
 * validation and the documentation are made from it.
 */
public final class Setting {

    private static final Logger LOG = Logger.getLogger(Setting.class);

    private final ProviderConfigProperty property;
    private final Predicate<String> accepts;

    private Setting(ProviderConfigProperty property, Predicate<String> accepts) {
        this.property = property;
        this.accepts = accepts;
    }

    /**
     * A choice of words.
     *
     * @param key the name in the JSON of the policy
     * @param label the name in the console
     * @param help what it does
     * @param options the words, the default first
     * @return the setting
     */
    public static Setting choice(String key, String label, String help, String... options) {
        ProviderConfigProperty property =
                new ProviderConfigProperty(key, label, help, ProviderConfigProperty.LIST_TYPE, options[0]);
        property.setOptions(List.of(options));
        return new Setting(property, List.of(options)::contains);
    }

    /**
     * A switch.
     *
     * @param key the name in the JSON of the policy
     * @param label the name in the console
     * @param help what it does
     * @param byDefault the default
     * @return the setting
     */
    public static Setting flag(String key, String label, String help, boolean byDefault) {
        return new Setting(
                new ProviderConfigProperty(key, label, help, ProviderConfigProperty.BOOLEAN_TYPE, byDefault),
                List.of("true", "false")::contains);
    }

    /**
     * A number with a range, both ends included.
     *
     * @param key the name in the JSON of the policy, with the unit
     * @param label the name in the console
     * @param help what it does
     * @param byDefault the default
     * @param min the smallest value
     * @param max the largest value
     * @return the setting
     */
    public static Setting number(String key, String label, String help, double byDefault, double min, double max) {
        String bounded = help + " Default " + text(byDefault) + ", from " + text(min) + " to " + text(max) + ".";
        return new Setting(
                new ProviderConfigProperty(key, label, bounded, ProviderConfigProperty.STRING_TYPE, text(byDefault)),
                value -> value.matches("-?\\d{1,9}(\\.\\d{1,9})?")
                        && Double.parseDouble(value) >= min
                        && Double.parseDouble(value) <= max);
    }

    /**
     * Several words.
     *
     * @param key the name in the JSON of the policy
     * @param label the name in the console
     * @param help what it does
     * @param byDefault the default
     * @param options the words that are accepted
     * @return the setting
     */
    public static Setting list(String key, String label, String help, List<String> byDefault, List<String> options) {
        String described =
                help + " Default " + String.join(", ", byDefault) + "; accepted " + String.join(", ", options) + ".";
        return new Setting(
                new ProviderConfigProperty(
                        key, label, described, ProviderConfigProperty.STRING_TYPE, String.join(",", byDefault)),
                value -> !words(value).isEmpty() && options.containsAll(words(value)));
    }

    /**
     * Something that is written as JSON; whoever reads it refuses what it cannot be.
     *
     * @param key the name in the JSON of the policy
     * @param label the name in the console
     * @param help what it does
     * @param byDefault the default
     * @return the setting
     */
    public static Setting json(String key, String label, String help, String byDefault) {
        return new Setting(
                new ProviderConfigProperty(key, label, help, ProviderConfigProperty.TEXT_TYPE, byDefault), any -> true);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String text(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    /**
     * The setting as the console shows it.
     *
     * @return name, type, default and help text
     */
    public ProviderConfigProperty property() {
        return property;
    }

    /**
     * The value in a configuration, or the default where it says nothing.
     *
     * @param configuration the JSON of the policy
     * @return the value as text
     * @throws IllegalArgumentException if the setting cannot have the value; the message names the setting
     */
    public String of(Map<String, Object> configuration) {
        Object value = configuration.get(property.getName());
        String text = value == null || String.valueOf(value).isBlank()
                ? String.valueOf(property.getDefaultValue())
                : String.valueOf(value).trim();
        if (!accepts.test(text)) {
            throw new IllegalArgumentException(
                    property.getName() + ": \"" + text + "\" is not accepted. " + property.getHelpText());
        }
        return text;
    }

    /**
     * The value in a configuration, or the default where it says nothing or something that the setting cannot have: a
     * request is judged even with a broken configuration.
     *
     * @param configuration the JSON of the policy
     * @return the value as text
     */
    public String orDefault(Map<String, Object> configuration) {
        try {
            return of(configuration);
        } catch (IllegalArgumentException e) {
            LOG.errorf("The default holds: %s", e.getMessage());
            return of(Map.of());
        }
    }

    /**
     * The value of a number.
     *
     * @param configuration the JSON of the policy
     * @return the value
     * @throws IllegalArgumentException if the setting cannot have the value; the message names the setting
     */
    public double numberOf(Map<String, Object> configuration) {
        return Double.parseDouble(of(configuration));
    }

    /**
     * The words of a list.
     *
     * @param configuration the JSON of the policy
     * @return the words
     * @throws IllegalArgumentException if the setting cannot have one of them; the message names the setting
     */
    public List<String> listOf(Map<String, Object> configuration) {
        return words(of(configuration));
    }

    /**
     * As {@link #listOf}, or the default where it cannot have one of the words.
     *
     * @param configuration the JSON of the policy
     * @return the words
     */
    public List<String> listOrDefault(Map<String, Object> configuration) {
        return words(orDefault(configuration));
    }

    /**
     * The value of a choice whose words are the names of an enum, in lower case with hyphens.
     *
     * @param configuration the JSON of the policy
     * @param type the enum
     * @param <E> the enum
     * @return the value
     * @throws IllegalArgumentException if the setting cannot have the value; the message names the setting
     */
    public <E extends Enum<E>> E of(Map<String, Object> configuration, Class<E> type) {
        return Enum.valueOf(type, of(configuration).replace('-', '_').toUpperCase(Locale.ROOT));
    }
}
