package dev.holdfast.evaluation.keycloak.signal;

import dev.holdfast.binding.keycloak.metric.HoldfastMetric;
import dev.holdfast.evaluation.keycloak.http.AuthorizedPost;
import dev.holdfast.evaluation.keycloak.http.BoundedPost;
import dev.holdfast.evaluation.keycloak.http.PinnedHttpClient;
import dev.holdfast.evaluation.keycloak.http.PinnedResolver;
import dev.holdfast.evaluation.oauth.AccessTokens;
import dev.holdfast.evaluation.oauth.Credential;
import dev.holdfast.evaluation.signal.poll.PollFailedException;
import dev.holdfast.evaluation.signal.poll.PollTurn;
import dev.holdfast.evaluation.signal.poll.TurnOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.cluster.ExecutionResult;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.Urls;

/**
 * One turn with one transmitter, while no other node has one: the lock is Keycloak's, and ends by itself if this node does. HTTP
 * happens outside any transaction; reading the settings and each event have one of their own.
 */
final class PollRound {

    private static final int MOST_EVENTS = 50;
    private static final Duration TURN = Duration.ofSeconds(60);

    /** Longer than a turn with its last request; should one last longer all the same, two nodes ask, which harms nothing. */
    private static final int LOCK_SECONDS = 180;

    private final KeycloakSessionFactory sessions;
    private final PinnedHttpClient http;
    private final PinnedResolver resolver;
    private final ScheduledExecutorService clock;
    private final AccessTokens tokens = new AccessTokens();
    private final Rates rates;

    PollRound(
            KeycloakSessionFactory sessions,
            PinnedHttpClient http,
            PinnedResolver resolver,
            ScheduledExecutorService clock,
            Rates rates) {
        this.sessions = sessions;
        this.http = http;
        this.resolver = resolver;
        this.clock = clock;
        this.rates = rates;
    }

    /** What came of a turn. */
    sealed interface Result {

        /** It is gone, or not polled any more. */
        record Gone() implements Result {}

        /** Another node has its turn. */
        record Elsewhere() implements Result {}

        /**
         * It was asked.
         *
         * @param outcome what came of it
         * @param interval its interval
         */
        record Asked(TurnOutcome outcome, Duration interval) implements Result {}

        /**
         * It could not be asked.
         *
         * @param why what happened
         */
        record Failed(PollFailedException why) implements Result {}
    }

    private record Plan(PollSource source, Credential credential, int most, BoundedPost posts) {}

    Result run(PolledTransmitter polled, String name, boolean waits) {
        // Without a transaction, so that nothing of the database is held while a transmitter keeps a request.
        try (KeycloakSession session = sessions.create()) {
            ExecutionResult<Result> turn = session.getProvider(ClusterProvider.class)
                    .executeIfNotExecuted(
                            "holdfast-poll::" + polled.componentId(), LOCK_SECONDS, () -> turn(polled, name, waits));
            return turn.isExecuted() ? turn.getResult() : new Result.Elsewhere();
        }
    }

    private Result turn(PolledTransmitter polled, String name, boolean waits) {
        Optional<Plan> read;
        try {
            read = polled.read(sessions, this::plan);
        } catch (SettingException wrong) {
            HoldfastMetric.SIGNAL_POLLS.count("failed");
            return new Result.Failed(new PollFailedException(String.valueOf(wrong.getMessage())));
        }
        if (read.isEmpty()) {
            return new Result.Gone();
        }
        Plan plan = read.get();
        PollExchange exchange = new PollExchange(
                plan.posts(),
                new AuthorizedPost(plan.posts(), tokens),
                plan.source().endpoint(),
                plan.credential(),
                PollExchange.PATIENCE);
        PollTurn turn = new PollTurn(
                exchange,
                set -> polled.take(sessions, rates, name, set),
                plan.most(),
                Instant::now,
                Instant.now().plus(TURN));
        try {
            TurnOutcome outcome = turn.run(waits);
            HoldfastMetric.SIGNAL_POLLS.count(word(outcome));
            return new Result.Asked(outcome, plan.source().interval());
        } catch (PollFailedException e) {
            HoldfastMetric.SIGNAL_POLLS.count("failed");
            return new Result.Failed(e);
        }
    }

    private static String word(TurnOutcome outcome) {
        if (outcome instanceof TurnOutcome.Incomplete) {
            return "incomplete";
        }
        if (outcome instanceof TurnOutcome.TooMany) {
            return "too_many";
        }
        return outcome.settled() > 0 ? "events" : "empty";
    }

    private Plan plan(KeycloakSession session, SignalTransmitter transmitter, PollSource source) {
        return new Plan(
                source,
                isAddressKnown(session)
                        ? source.credential(session)
                        : new Credential.Missing(
                                "without a request the server does not know its own address: set hostname"),
                Math.min(MOST_EVENTS, transmitter.transmitter().limits().perMinute()),
                new BoundedPost(http.of(session), resolver, clock));
    }

    /** Users are named by the issuer of the realm, which is told by the option {@code hostname} or the realm's front-end URL. */
    private static boolean isAddressKnown(KeycloakSession session) {
        try {
            return !Urls.realmIssuer(
                            session.getContext().getUri().getBaseUri(),
                            session.getContext().getRealm().getName())
                    .isEmpty();
        } catch (IllegalStateException unknown) {
            return false;
        }
    }
}
