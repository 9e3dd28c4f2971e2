package dev.holdfast.risk.keycloak.jpa;

import dev.holdfast.risk.journal.JournalReader;
import dev.holdfast.risk.keycloak.PolicyReplays;
import dev.holdfast.risk.keycloak.ReplayStatus;
import dev.holdfast.risk.keycloak.ReplayStatus.State;
import dev.holdfast.risk.replay.PolicyComparison;
import dev.holdfast.risk.replay.PolicyReplay;
import dev.holdfast.risk.replay.ReplayRun;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Runs replays on an executor of Keycloak's; each page is read, and each sign of life given, in a transaction of its own. */
final class JpaPolicyReplays implements PolicyReplays {

    private static final Logger LOG = Logger.getLogger(JpaPolicyReplays.class);

    private static final String EXECUTOR = "holdfast-replay";
    private static final int PAGE = 500;

    /** So many differing decisions are shown. */
    private static final int DIFFERENCES = 200;

    private final KeycloakSession session;
    private final KeycloakSessionFactory factory;
    private final JournalOptions options;

    JpaPolicyReplays(KeycloakSession session, JournalOptions options) {
        this.session = session;
        this.factory = session.getKeycloakSessionFactory();
        this.options = options;
    }

    @Override
    public Optional<String> start(String realmId, String policy, Duration back) {
        PolicyReplay replay = PolicyReplay.under(policy, DIFFERENCES);
        Instant now = Instant.now();
        String id = UUID.randomUUID().toString();
        Optional<JournalReader.Window> window = claim(realmId, id, now.minus(back), now);
        window.ifPresent(planned -> {
            try {
                session.getProvider(ExecutorsProvider.class)
                        .getExecutor(EXECUTOR)
                        .execute(() -> run(replay, planned, id));
            } catch (RejectedExecutionException e) {
                end(realmId, id, State.FAILED, null);
            }
        });
        return window.map(any -> id);
    }

    @Override
    public Optional<ReplayStatus> find(String realmId, String id) {
        return inTransaction(entities -> new PolicyReplayTable(entities).find(realmId, id, Instant.now()));
    }

    @Override
    public boolean cancel(String realmId, String id) {
        return inTransaction(entities -> new PolicyReplayTable(entities).remove(realmId, id));
    }

    private Optional<JournalReader.Window> claim(String realmId, String id, Instant from, Instant now) {
        try {
            return inTransaction(entities -> plan(entities, realmId, id, from, now));
        } catch (ModelDuplicateException e) {
            // The first replay of the realm, and another node was faster: that one runs.
            return Optional.empty();
        }
    }

    private Optional<JournalReader.Window> plan(
            EntityManager entities, String realmId, String id, Instant from, Instant now) {
        long first = from.toEpochMilli() * 1_000;
        long last = now.toEpochMilli() * 1_000;
        long all = entities.createQuery(
                        "select count(d) from DecisionEntity d where d.realmId = :realm and d.seq >= :from and d.seq <= :to",
                        Long.class)
                .setParameter("realm", realmId)
                .setParameter("from", first)
                .setParameter("to", last)
                .getSingleResult();
        boolean truncated = all > options.replayRows();
        if (truncated) {
            List<Long> oldestTaken = entities.createQuery(
                            "select d.seq from DecisionEntity d where d.realmId = :realm and d.seq <= :to"
                                    + " order by d.seq desc",
                            Long.class)
                    .setParameter("realm", realmId)
                    .setParameter("to", last)
                    .setFirstResult(options.replayRows() - 1)
                    .setMaxResults(1)
                    .getResultList();
            first = oldestTaken.get(0);
        }
        PolicyReplayTable.Planned planned =
                new PolicyReplayTable.Planned(id, Math.min(all, options.replayRows()), truncated);
        return new PolicyReplayTable(entities).claim(realmId, planned, now)
                ? Optional.of(new JournalReader.Window(realmId, first, last))
                : Optional.empty();
    }

    private void run(PolicyReplay replay, JournalReader.Window window, String id) {
        String realmId = window.realmId();
        long begin = System.nanoTime();
        try {
            ReplayRun.End ended = ReplayRun.run(
                    replay,
                    after -> inTransaction(entities -> new JpaJournalReader(entities).inOrder(window, after, PAGE)),
                    done -> inTransaction(
                            entities -> new PolicyReplayTable(entities).seen(realmId, id, done, Instant.now())),
                    () -> System.nanoTime() - begin > options.replayTime().toNanos());
            if (ended != ReplayRun.End.CANCELLED) {
                State state = ended == ReplayRun.End.DONE ? State.DONE : State.TIME_UP;
                end(realmId, id, state, replay.comparison());
            }
        } catch (RuntimeException e) {
            LOG.warnf(e, "Replay %s of realm %s failed", id, realmId);
            end(realmId, id, State.FAILED, null);
        }
    }

    private void end(String realmId, String id, State state, @Nullable PolicyComparison comparison) {
        inTransaction(entities -> {
            new PolicyReplayTable(entities).end(realmId, id, state, comparison);
            return id;
        });
    }

    private <T> T inTransaction(Function<EntityManager, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory, own -> work.apply(JpaDecisionJournalFactory.entities(own)));
    }
}
