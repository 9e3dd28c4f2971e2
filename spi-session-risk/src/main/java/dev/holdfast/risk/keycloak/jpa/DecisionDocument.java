package dev.holdfast.risk.keycloak.jpa;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.binding.Mode;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.decision.RiskSetting;
import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.journal.JournalEntry;
import dev.holdfast.risk.network.Network;
import dev.holdfast.risk.observation.ClientStack;
import dev.holdfast.risk.observation.Generation;
import dev.holdfast.risk.observation.KeyProof;
import dev.holdfast.risk.observation.NetworkOrigin;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.observation.TokenAsk;
import dev.holdfast.risk.signal.Evidence;
import dev.holdfast.risk.signal.Standing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A journalled decision as JSON. Members that are absent are empty; members that are not known, of a later version, are passed
 * over.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DecisionDocument(
        String id,
        String at,
        String realm,
        String session,
        String identity,
        String client,
        String hashKey,
        long lifespanSeconds,
        boolean coherent,
        String grant,
        OriginDocument origin,
        StackDocument stack,
        @Nullable String key,
        @Nullable String expectedKey,
        @Nullable Double clockOffsetMillis,
        @Nullable Double nonceRoundTripMillis,
        String clientAuth,
        List<String> scopes,
        List<String> audiences,
        @Nullable Generation generation,
        @Nullable String toldEnd,
        @Nullable String toldBreach,
        List<Standing.Report> reports,
        JournalEntry.Course course,
        String mode,
        Map<String, Double> policy,
        String answer,
        List<Evidence> reasons) {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Where it came from: hashes, owner and kind. */
    record OriginDocument(String address, String prefix, String block, String owner, String kind) {}

    /** What sent it: words and hashes. */
    record StackDocument(String product, String majorVersion, String agent, String headerOrder, String tls) {}

    static String write(JournalEntry entry) {
        try {
            return JSON.writeValueAsString(of(entry));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JournalEntry read(String document) {
        try {
            return JSON.readValue(document, DecisionDocument.class).toEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DecisionDocument of(JournalEntry entry) {
        SessionHistories.Subject subject = entry.subject();
        Observation seen = entry.observation();
        return new DecisionDocument(
                seen.id(),
                seen.at().toString(),
                entry.realmId(),
                subject.key(),
                subject.identity(),
                subject.clientId(),
                subject.hashKeyId(),
                subject.lifespan().toSeconds(),
                subject.coherent(),
                seen.grant(),
                new OriginDocument(
                        seen.network().address(),
                        seen.network().prefix(),
                        seen.network().block(),
                        seen.network().network().owner(),
                        seen.network().network().kind().name()),
                new StackDocument(
                        seen.stack().product(),
                        seen.stack().majorVersion(),
                        seen.stack().agent(),
                        seen.stack().headerOrder(),
                        seen.stack().tls()),
                seen.key().map(KeyThumbprint::toUri).orElse(null),
                seen.proof().expected().map(KeyThumbprint::toUri).orElse(null),
                orNull(seen.proof().clockOffsetMillis()),
                orNull(seen.proof().nonceRoundTripMillis()),
                seen.ask().clientAuth(),
                seen.ask().scopes(),
                seen.ask().audiences(),
                seen.generation().orElse(null),
                entry.told().ended().orElse(null),
                entry.told().breach().orElse(null),
                entry.told().reports(),
                entry.course(),
                entry.mode().name(),
                numbers(entry.settings()),
                entry.outcome().answer(),
                entry.outcome().reasons());
    }

    private JournalEntry toEntry() {
        return new JournalEntry(
                realm,
                new SessionHistories.Subject(
                        session, identity, client, hashKey, Duration.ofSeconds(lifespanSeconds), coherent),
                new Observation(
                        id,
                        Instant.parse(at),
                        grant,
                        new NetworkOrigin(
                                origin.address(),
                                origin.prefix(),
                                origin.block(),
                                new Network(origin.owner(), Network.Kind.valueOf(origin.kind()))),
                        new ClientStack(
                                stack.product(), stack.majorVersion(), stack.agent(), stack.headerOrder(), stack.tls()),
                        thumbprint(key),
                        new KeyProof(
                                thumbprint(expectedKey), optional(clockOffsetMillis), optional(nonceRoundTripMillis)),
                        new TokenAsk(clientAuth, scopes, audiences),
                        Optional.ofNullable(generation)),
                Standing.told(Optional.ofNullable(toldEnd), Optional.ofNullable(toldBreach), reports),
                course,
                Mode.valueOf(mode),
                RiskSettings.of(Mode.valueOf(mode), setting -> policy.getOrDefault(setting.key(), setting.byDefault())),
                new Outcome(answer, reasons));
    }

    private static Map<String, Double> numbers(RiskSettings settings) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (RiskSetting setting : RiskSetting.values()) {
            numbers.put(setting.key(), settings.number(setting));
        }
        return numbers;
    }

    private static Optional<KeyThumbprint> thumbprint(@Nullable String uri) {
        return uri == null ? Optional.empty() : KeyThumbprint.fromUri(uri);
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @Nullable
    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
