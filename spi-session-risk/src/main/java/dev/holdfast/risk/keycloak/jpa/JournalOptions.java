package dev.holdfast.risk.keycloak.jpa;

import dev.holdfast.risk.journal.JournalRetention;
import java.time.Duration;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * The server options {@code spi-decision-journal--jpa--…}.
 *
 * @param retention how long decisions are kept
 * @param buffer how many decisions may wait to be written
 * @param replayRows how many decisions a replay takes
 * @param replayTime how long a replay may run
 */
record JournalOptions(JournalRetention retention, int buffer, int replayRows, Duration replayTime) {

    /** An option: name, default, range and meaning, once for server and documents. */
    private enum Option {
        RETENTION_DAYS("retention-days", 7, 1, 3_650, "So many days decisions are kept."),
        MAX_ROWS("max-rows-per-realm", 100_000, 1, 100_000_000, "So many decisions of a realm are kept, the newest."),
        BUFFER(
                "buffer",
                10_000,
                1,
                1_000_000,
                "So many decisions of a node may wait to be written; beyond it they are dropped and counted."),
        REPLAY_MAX_ROWS("replay-max-rows", 200_000, 1, 10_000_000, "So many decisions a replay takes, the newest."),
        REPLAY_MAX_SECONDS("replay-max-seconds", 300, 1, 86_400, "So long a replay runs.");

        private final String key;
        private final int byDefault;
        private final int min;
        private final int max;
        private final String help;

        Option(String key, int byDefault, int min, int max, String help) {
            this.key = key;
            this.byDefault = byDefault;
            this.min = min;
            this.max = max;
            this.help = help;
        }

        int of(Config.Scope config) {
            int value = config.getInt(key, byDefault);
            if (value < min || value > max) {
                throw new IllegalStateException(
                        "Option " + key + " of decision-journal is not within " + min + " and " + max + ": " + value);
            }
            return value;
        }
    }

    static JournalOptions of(Config.Scope config) {
        return new JournalOptions(
                new JournalRetention(Duration.ofDays(Option.RETENTION_DAYS.of(config)), Option.MAX_ROWS.of(config)),
                Option.BUFFER.of(config),
                Option.REPLAY_MAX_ROWS.of(config),
                Duration.ofSeconds(Option.REPLAY_MAX_SECONDS.of(config)));
    }

    static List<ProviderConfigProperty> metadata() {
        ProviderConfigurationBuilder builder = ProviderConfigurationBuilder.create();
        for (Option option : Option.values()) {
            builder.property()
                    .name(option.key)
                    .type(ProviderConfigProperty.INTEGER_TYPE)
                    .helpText(option.help)
                    .defaultValue(option.byDefault)
                    .add();
        }
        return builder.build();
    }
}
