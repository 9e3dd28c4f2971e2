package dev.holdfast.evaluation.keycloak.signal;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.component.ComponentModel;
import org.keycloak.provider.ProviderConfigProperty;

/** How settings of a component are declared and read. What cannot be names the setting, never the value. */
final class ComponentSetting {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private ComponentSetting() {}

    /** Where Keycloak itself fetches keys. */
    static boolean isTrusted(String url) {
        try {
            URI uri = URI.create(url);
            boolean local = "http".equals(uri.getScheme()) && uri.getHost() != null && LOOPBACK.contains(uri.getHost());
            return ("https".equals(uri.getScheme()) && uri.getHost() != null) || local;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static Set<String> words(ComponentModel model, ProviderConfigProperty setting) {
        return Arrays.stream(value(model, setting).split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static int number(ComponentModel model, ProviderConfigProperty setting, int most) {
        String text = value(model, setting);
        require(text.matches("\\d{1,6}"), setting);
        int number = Integer.parseInt(text);
        require(number >= 1 && number <= most, setting);
        return number;
    }

    static String required(ComponentModel model, ProviderConfigProperty setting) {
        String value = value(model, setting);
        require(!value.isEmpty(), setting);
        return value;
    }

    static String value(ComponentModel model, ProviderConfigProperty setting) {
        String value = model.get(setting.getName());
        return value == null || value.isBlank() ? String.valueOf(setting.getDefaultValue()) : value.trim();
    }

    static void require(boolean holds, ProviderConfigProperty setting) {
        if (!holds) {
            throw invalid(setting);
        }
    }

    static SettingException invalid(ProviderConfigProperty setting) {
        return new SettingException(setting.getName() + " is not acceptable. " + setting.getHelpText());
    }

    static ProviderConfigProperty text(String name, String label, String help, String byDefault) {
        return new ProviderConfigProperty(name, label, help, ProviderConfigProperty.STRING_TYPE, byDefault);
    }

    static ProviderConfigProperty secret(String name, String label, String help) {
        ProviderConfigProperty property =
                new ProviderConfigProperty(name, label, help, ProviderConfigProperty.PASSWORD, "");
        property.setSecret(true);
        return property;
    }

    static ProviderConfigProperty number(String name, String label, String help, int byDefault, int least, int most) {
        return text(
                name,
                label,
                help + " Default " + byDefault + ", from " + least + " to " + most + ".",
                String.valueOf(byDefault));
    }
}
