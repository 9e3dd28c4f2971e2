package dev.holdfast.rp.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What IDEs read of the settings. */
class SettingsMetadataTest {

    @Test
    void metadata_everySetting_isDescribed() throws Exception {
        Map<String, String> described = new HashMap<>();
        try (InputStream file = Objects.requireNonNull(
                HoldfastProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            Map<String, Object> metadata =
                    JSONObjectUtils.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            for (Map<String, Object> property : JSONObjectUtils.getJSONObjectArray(metadata, "properties")) {
                described.put(
                        String.valueOf(property.get("name")), String.valueOf(property.getOrDefault("description", "")));
            }
        }

        List<String> settings = settings("holdfast", HoldfastProperties.class).toList();
        assertThat(settings).contains("holdfast.issuer", "holdfast.events.path", "holdfast.shared.catch-up");
        assertThat(described).containsOnlyKeys(settings);
        assertThat(described.values()).noneMatch(String::isBlank);
    }

    private static Stream<String> settings(String prefix, Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).flatMap(component -> {
            String name = prefix + "." + kebab(component);
            return component.getType().isRecord() ? settings(name, component.getType()) : Stream.of(name);
        });
    }

    private static String kebab(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
