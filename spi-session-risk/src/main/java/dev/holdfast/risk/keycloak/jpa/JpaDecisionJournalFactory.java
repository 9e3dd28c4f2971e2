package dev.holdfast.risk.keycloak.jpa;

import dev.holdfast.binding.keycloak.metric.HoldfastMetric;
import dev.holdfast.risk.journal.WriteBehindJournal;
import dev.holdfast.risk.keycloak.DecisionJournalFactory;
import dev.holdfast.risk.keycloak.DecisionJournalProvider;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.scheduled.ClusterAwareScheduledTaskRunner;
import org.keycloak.timer.ScheduledTask;
import org.keycloak.timer.TimerProvider;

/** Keeps the decision journal in a table of its own in Keycloak's database. */
public final class JpaDecisionJournalFactory implements DecisionJournalFactory {

    private static final Logger LOG = Logger.getLogger(JpaDecisionJournalFactory.class);

    private static final String EXECUTOR = "holdfast-journal";
    private static final int BATCH = 100;
    private static final Duration PURGE_EVERY = Duration.ofMinutes(15);

    private @Nullable JournalOptions options;
    private @Nullable WriteBehindJournal journal;

    @Override
    public String getId() {
        return "jpa";
    }

    @Override
    public DecisionJournalProvider create(KeycloakSession session) {
        return new JpaDecisionJournal(session, opened(journal), opened(options));
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return JournalOptions.metadata();
    }

    @Override
    public void init(Config.Scope config) {
        options = JournalOptions.of(config);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        JournalOptions read = opened(options);
        WriteBehindJournal opened = new WriteBehindJournal(
                read.buffer(), BATCH, task -> execute(factory, task), rows -> write(factory, rows), Clock.systemUTC());
        HoldfastMetric.JOURNAL_GAPS.watch(opened, WriteBehindJournal::dropped, "buffer");
        HoldfastMetric.JOURNAL_GAPS.watch(opened, WriteBehindJournal::lost, "database");
        journal = opened;
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                schedulePurge(factory, read);
            } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
                JournalPurge.forget(
                        entities(removed.getKeycloakSession()),
                        removed.getRealm().getId());
            }
        });
    }

    /** Closed before what it writes to. */
    @Override
    public Set<Class<? extends Provider>> dependsOn() {
        return Set.of(JpaConnectionProvider.class);
    }

    @Override
    public void close() {
        WriteBehindJournal open = journal;
        if (open != null) {
            open.flush();
            if (open.dropped() + open.lost() > 0) {
                LOG.warnf("The decision journal dropped %d and lost %d decisions", open.dropped(), open.lost());
            }
        }
    }

    static EntityManager entities(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    private static void execute(KeycloakSessionFactory factory, Runnable task) {
        try (KeycloakSession session = factory.create()) {
            session.getProvider(ExecutorsProvider.class).getExecutor(EXECUTOR).execute(task);
        }
    }

    private static void write(KeycloakSessionFactory factory, List<WriteBehindJournal.Row> rows) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, session -> {
                EntityManager entities = entities(session);
                rows.forEach(row -> entities.persist(DecisionEntity.of(row)));
            });
        } catch (RuntimeException e) {
            LOG.warnf(e, "%d decisions could not be written to the journal", rows.size());
            throw e;
        }
    }

    /** One node purges at a time. */
    private static void schedulePurge(KeycloakSessionFactory factory, JournalOptions options) {
        ScheduledTask purge = new ScheduledTask() {
            @Override
            public void run(KeycloakSession session) {
                int gone = JournalPurge.purge(entities(session), options.retention(), Instant.now());
                LOG.debugf("%d decisions are kept no longer", gone);
            }

            @Override
            public String getTaskName() {
                return "holdfast-journal-purge";
            }
        };
        long interval = PURGE_EVERY.toMillis();
        try (KeycloakSession session = factory.create()) {
            session.getProvider(TimerProvider.class)
                    .schedule(new ClusterAwareScheduledTaskRunner(factory, purge, interval), interval);
        }
    }

    private static <T> T opened(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the decision journal is not open yet");
        }
        return part;
    }
}
