package dev.holdfast.evaluation.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.binding.keycloak.metric.HoldfastMetric;
import dev.holdfast.binding.keycloak.trace.HoldfastSpan;
import dev.holdfast.evaluation.keycloak.signal.TransmitterSettings;
import dev.holdfast.evaluation.keycloak.ssf.delivery.PushAttribute;
import dev.holdfast.risk.keycloak.event.EventDetail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What stands in the code once is in the documentation as it stands there. -Dholdfast.write=true writes it. */
class TablesOfTheDocumentationTest {

    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void settings_ofTransmitters_areThoseOfTheCode() throws IOException {
        check(
                DOCS.resolve("signals-in.md"),
                "settings:holdfast-transmitter",
                "settings",
                TransmitterSettings.PROPERTIES.stream()
                        .map(one -> "| `" + one.getName() + "` | "
                                + (one.getDefaultValue().equals("") ? "" : "`" + one.getDefaultValue() + "`") + " | "
                                + one.getHelpText() + " |\n")
                        .collect(Collectors.joining("", "| setting | default | what it does |\n|---|---|---|\n", "")));
    }

    @Test
    void attributes_ofReceivers_areThoseOfTheCode() throws IOException {
        check(
                DOCS.resolve("delivery.md"),
                "attributes:push",
                "attributes",
                Arrays.stream(PushAttribute.values())
                        .map(one -> "| `" + one.attribute() + "` | "
                                + (one.byDefault().isEmpty() ? "" : "`" + one.byDefault() + "`") + " | " + one.help()
                                + " |\n")
                        .collect(
                                Collectors.joining("", "| attribute | default | what it does |\n|---|---|---|\n", "")));
    }

    @Test
    void metrics_areThoseOfTheCode() throws IOException {
        check(
                DOCS.resolve("admin-rest.md"),
                "metrics",
                "metrics",
                Arrays.stream(HoldfastMetric.values())
                        .map(one -> "| `" + one.exported() + "` | " + one.meaning() + " |\n")
                        .collect(Collectors.joining("", "| metric | what it counts |\n|---|---|\n", "")));
    }

    @Test
    void spans_areThoseOfTheCode() throws IOException {
        check(
                DOCS.resolve("admin-rest.md"),
                "spans",
                "spans",
                Arrays.stream(HoldfastSpan.values())
                        .map(one -> "| `" + one.id() + "` | " + one.meaning() + " |\n")
                        .collect(Collectors.joining("", "| span | what it times |\n|---|---|\n", "")));
    }

    @Test
    void eventDetails_areThoseOfTheCode() throws IOException {
        check(
                DOCS.resolve("admin-rest.md"),
                "event-details",
                "event-details",
                Arrays.stream(EventDetail.values())
                        .map(one -> "| `" + one.key() + "` | " + one.meaning() + " |\n")
                        .collect(Collectors.joining("", "| detail | what it says |\n|---|---|\n", "")));
    }

    private static void check(Path page, String begin, String end, String table) throws IOException {
        String text = Files.readString(page);
        String first = "<!-- " + begin + " -->\n";
        int from = text.indexOf(first) + first.length();
        int to = text.indexOf("<!-- /" + end + " -->", from);
        if (Boolean.getBoolean("holdfast.write")) {
            Files.writeString(page, text.substring(0, from) + table + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to)).isEqualTo(table);
    }
}
