package dev.holdfast.rp.spring;

import dev.holdfast.rp.RelyingParty;
import dev.holdfast.rp.event.EventHandler;
import dev.holdfast.rp.event.EventIntake;
import dev.holdfast.rp.event.InMemorySeenEvents;
import dev.holdfast.rp.event.SecurityEventVerifier;
import dev.holdfast.rp.event.SeenEvents;
import dev.holdfast.rp.jwt.IssuerKeys;
import dev.holdfast.rp.revocation.RevocationIndex;
import dev.holdfast.rp.revocation.RevocationListener;
import dev.holdfast.rp.revocation.SharedRevocations;
import dev.holdfast.rp.stream.StreamHealth;
import dev.holdfast.rp.token.BoundTokenVerifier;
import dev.holdfast.rp.token.BoundTokenVerifierBuilder;
import dev.holdfast.rp.token.NoncePolicy;
import dev.holdfast.rp.token.ReplayStore;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * The library as beans, each of which an application may replace. Beans of these types are taken in: {@link ReplayStore} and
 * {@link SeenEvents}, {@link SharedRevocations} (for several nodes, see {@link HoldfastJdbcAutoConfiguration}), {@link
 * NoncePolicy}, {@link StreamHealth}, {@link RevocationListener}, {@link EventHandler}.
 */
@AutoConfiguration
@EnableConfigurationProperties(HoldfastProperties.class)
public final class HoldfastAutoConfiguration {

    /** Events of a week, the window of redelivery. */
    private static final int SEEN_EVENTS = 1_000_000;

    @Bean
    @ConditionalOnMissingBean
    IssuerKeys holdfastIssuerKeys(HoldfastProperties properties) {
        return IssuerKeys.fetchedFrom(properties.keys());
    }

    @Bean
    @ConditionalOnMissingBean
    BoundTokenVerifier holdfastTokenVerifier(
            HoldfastProperties properties,
            IssuerKeys keys,
            ObjectProvider<ReplayStore> replays,
            ObjectProvider<NoncePolicy> nonces) {
        BoundTokenVerifierBuilder builder = BoundTokenVerifier.forIssuer(properties.requireIssuer(), keys)
                .audience(properties.requireAudience())
                .maxTokenLifetime(properties.maxTokenLifetime())
                .proofLifetime(properties.proofLifetime())
                .clockSkew(properties.clockSkew());
        replays.ifAvailable(builder::replayStore);
        nonces.ifAvailable(builder::nonces);
        if (properties.allowTypeJwt()) {
            builder.allowTypeJwt();
        }
        if (properties.allowBearer()) {
            builder.allowBearer();
        }
        return builder.build();
    }

    @Bean
    @ConditionalOnMissingBean
    RevocationIndex holdfastRevocations(HoldfastProperties properties, ObjectProvider<RevocationListener> listeners) {
        RevocationIndex index =
                RevocationIndex.of(properties.maxTokenLifetime(), properties.revocations(), Clock.systemUTC());
        listeners.orderedStream().forEach(index::addListener);
        return index;
    }

    @Bean
    @ConditionalOnMissingBean
    RelyingParty holdfastRelyingParty(
            BoundTokenVerifier verifier, RevocationIndex revocations, ObjectProvider<StreamHealth> health) {
        StreamHealth known = health.getIfAvailable();
        return known == null
                ? new RelyingParty(verifier, revocations)
                : new RelyingParty(verifier, revocations, known, Clock.systemUTC());
    }

    @Bean
    @ConditionalOnMissingBean
    SeenEvents holdfastSeenEvents() {
        return new InMemorySeenEvents(SEEN_EVENTS, Clock.systemUTC());
    }

    @Bean
    @ConditionalOnMissingBean
    EventIntake holdfastEventIntake(
            HoldfastProperties properties,
            IssuerKeys keys,
            SeenEvents seen,
            RevocationIndex revocations,
            ObjectProvider<SharedRevocations> shared,
            ObjectProvider<StreamHealth> health,
            ObjectProvider<EventHandler> handlers) {
        SecurityEventVerifier verifier = SecurityEventVerifier.forTransmitter(
                properties.requireIssuer(), keys, properties.eventsAudience(), Clock.systemUTC());
        EventHandler all = event -> {
            // First of all the session is dropped: what a handler does may take time or fail.
            SharedRevocations withOthers = shared.getIfAvailable();
            if (withOthers != null) {
                withOthers.record(event);
            } else {
                revocations.record(event);
            }
            health.ifAvailable(known -> known.hear(event));
            for (EventHandler handler : handlers.orderedStream().toList()) {
                handler.handle(event);
            }
        };
        return new EventIntake(verifier, seen, all, Clock.systemUTC());
    }
}
