package dev.holdfast.evaluation.keycloak.ssf.delivery;

import dev.holdfast.evaluation.Lanes;
import dev.holdfast.evaluation.delivery.Circuit;
import dev.holdfast.evaluation.delivery.DeliveryVerdict;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Delivered;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Unavailable;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Undeliverable;
import dev.holdfast.evaluation.delivery.SubjectOrder;
import dev.holdfast.evaluation.keycloak.http.PinnedHttpClient;
import dev.holdfast.evaluation.keycloak.http.PinnedResolver;
import dev.holdfast.evaluation.oauth.AccessTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * One round for one receiver: claim a batch in a short transaction, send it outside any, write down the results in a second
 * one. Events about different subjects go side by side, those about one subject one after the other.
 */
final class PushRound {

    private static final Logger LOG = Logger.getLogger(PushRound.class);

    private static final int BATCH = 200;
    /** Besides the worker itself; a receiver sees one connection more. */
    private static final int HELPERS = 3;

    private final KeycloakSessionFactory sessions;
    private final PinnedHttpClient http;
    private final PinnedResolver resolver;
    private final AccessTokens tokens;
    private final Settlement settlement;
    private final PushThreads threads;
    private final DeliveryMeters meters;

    PushRound(
            KeycloakSessionFactory sessions,
            PinnedHttpClient http,
            PinnedResolver resolver,
            AccessTokens tokens,
            Settlement settlement,
            PushThreads threads,
            DeliveryMeters meters) {
        this.sessions = sessions;
        this.http = http;
        this.resolver = resolver;
        this.tokens = tokens;
        this.settlement = settlement;
        this.threads = threads;
        this.meters = meters;
    }

    /**
     * What to do next for the receiver.
     *
     * @param found how much was found to send
     * @param at when one may find something again, if nobody wakes the receiver before
     */
    record Next(Found found, Optional<Instant> at) {}

    /** How much a round found to send. */
    enum Found {
        NOTHING,
        SOME,
        /** As much as it may: there is more. */
        ALL_IT_MAY
    }

    private record Work(OutboxClaims.Batch batch, PushClient client, PushTrace trace) {}

    Next run(String receiverId, Circuit circuit) throws InterruptedException {
        Instant now = Instant.now();
        Optional<Instant> open = circuit.openUntil(now);
        if (open.isPresent()) {
            return new Next(Found.NOTHING, open);
        }
        boolean doubtful = circuit.isDoubtful();
        Work work = KeycloakModelUtils.runJobInTransactionWithResult(
                sessions, session -> claim(session, receiverId, doubtful ? 1 : BATCH, now));
        List<Claim> claims = work.batch().claims();
        if (work.batch().target().isEmpty() || claims.isEmpty()) {
            return new Next(Found.NOTHING, work.batch().nextDue());
        }
        PushTarget target = work.batch().target().get();
        meters.circuit(target, receiverId, circuit);
        Map<Claim, DeliveryVerdict> verdicts = send(target, work, claims, circuit, doubtful ? 0 : HELPERS);
        Optional<Instant> retry = KeycloakModelUtils.runJobInTransactionWithResult(
                sessions, session -> settlement.settle(session, claims, verdicts));
        return new Next(claims.size() < BATCH ? Found.SOME : Found.ALL_IT_MAY, retry);
    }

    private Work claim(KeycloakSession session, String receiverId, int most, Instant now) {
        PushClient client = new PushClient(http.of(session), resolver, threads.clock(), tokens);
        return new Work(
                OutboxClaims.claim(session, PushTarget::find, receiverId, most, now), client, PushTrace.of(session));
    }

    private Map<Claim, DeliveryVerdict> send(
            PushTarget target, Work work, List<Claim> claims, Circuit circuit, int helpers)
            throws InterruptedException {
        Map<Claim, DeliveryVerdict> verdicts = new ConcurrentHashMap<>();
        Instant giveUp = Instant.now().plus(OutboxClaims.LEASE.dividedBy(2));
        Executor others = threads::execute;
        Lanes.workOff(SubjectOrder.lanes(claims), helpers, others, lane -> {
            for (Claim claim : lane) {
                Instant begin = Instant.now();
                if (begin.isAfter(giveUp) || circuit.openUntil(begin).isPresent()) {
                    return;
                }
                DeliveryVerdict verdict = work.trace()
                        .around(target.receiver(), () -> work.client().push(target, claim.set()));
                Instant end = Instant.now();
                verdicts.put(claim, verdict);
                meters.pushed(target, verdict, Duration.between(begin, end));
                count(target, circuit, claim, verdict, end);
                if (!(verdict instanceof Delivered || verdict instanceof Undeliverable)) {
                    return;
                }
            }
        });
        return verdicts;
    }

    private void count(PushTarget target, Circuit circuit, Claim claim, DeliveryVerdict verdict, Instant end) {
        if (verdict instanceof Unavailable down) {
            if (circuit.failed(
                    end, down.retryAfter(), ThreadLocalRandom.current().nextDouble())) {
                LOG.warnf(
                        "Receiver %s of realm %s takes no events (%s); the next try is at %s",
                        target.receiver(),
                        target.realm(),
                        down.reason(),
                        circuit.openUntil(end).orElse(end));
            }
            return;
        }
        if (circuit.answered()) {
            LOG.infof("Receiver %s of realm %s takes events again", target.receiver(), target.realm());
        }
        if (verdict instanceof Delivered) {
            meters.arrived(target, Duration.between(claim.createdAt(), end));
        } else {
            LOG.warnf(
                    "Receiver %s of realm %s refused event %s: %s",
                    target.receiver(), target.realm(), claim.jti(), verdict);
        }
    }
}
