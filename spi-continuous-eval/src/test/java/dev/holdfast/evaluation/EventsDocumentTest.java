package dev.holdfast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of triggers stands in the code once; its page is made from it. Run with -Dholdfast.write=true to write it. */
class EventsDocumentTest {

    private static final Path PAGE = Path.of("..", "docs", "events.md");
    private static final String BEGIN = "<!-- triggers -->\n";

    @Test
    void page_triggers_areThoseOfTheCode() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf("<!-- /triggers -->", from);
        if (Boolean.getBoolean("holdfast.write")) {
            Files.writeString(PAGE, page.substring(0, from) + table() + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to)).isEqualTo(table());
    }

    private static String table() {
        return Arrays.stream(Trigger.values())
                .map(trigger -> "| " + trigger.what() + " | " + events(trigger) + " | " + trigger.subject() + " |\n")
                .collect(Collectors.joining("", "| what happened | events | subject |\n|---|---|---|\n", ""));
    }

    private static String events(Trigger trigger) {
        return trigger.events().stream()
                .map(type -> "`" + type.uri().substring(type.uri().lastIndexOf('/') + 1) + "`")
                .collect(Collectors.joining(", "));
    }
}
