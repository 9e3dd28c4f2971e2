package dev.holdfast.dev.demo.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the guide tells users to copy is what the story plays with, letter by letter. */
class SamplesDocumentationTest {

    private static final Path PROJECT = Path.of("..");

    @ParameterizedTest
    @CsvSource({
        "yaml,       samples/spring/src/main/resources/application.yaml",
        "properties, samples/nginx/holdfast.properties",
        "nginx,      samples/nginx/holdfast.conf"
    })
    void guide_showsTheFileThatTheStoryUses(String language, String file) throws IOException {
        String guide = Files.readString(PROJECT.resolve("docs/relying-parties.md"));

        assertThat(guide).contains("```" + language + "\n" + Files.readString(PROJECT.resolve(file)) + "```\n");
    }
}
