package dev.holdfast.evaluation.keycloak.admin;

import dev.holdfast.evaluation.decisions.DecisionFeed;
import dev.holdfast.evaluation.decisions.FeedItem;
import dev.holdfast.risk.journal.JournalQuery;
import dev.holdfast.risk.journal.WriteBehindJournal.Row;
import dev.holdfast.risk.keycloak.DecisionJournalProvider;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.util.JsonSerialization;

/** Serves the listeners of this node with server-sent events, by one thread that is there once somebody has listened. */
final class DecisionStreams implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DecisionStreams.class);
    private static final Duration EVERY = Duration.ofMillis(500);

    private final KeycloakSessionFactory sessions;
    private final DecisionFeed feed = new DecisionFeed(Clock.systemUTC());
    private @Nullable ScheduledExecutorService clock;

    DecisionStreams(KeycloakSessionFactory sessions) {
        this.sessions = sessions;
    }

    /** Empty if too many listen. */
    Optional<Flow.Publisher<OutboundSseEvent>> listen(JournalQuery query, OptionalLong last, Instant until, Sse sse) {
        start();
        return feed.listen(query, last, until)
                .map(items -> taker -> items.subscribe(new Translated(taker, item -> event(sse, item))));
    }

    @Override
    public synchronized void close() {
        if (clock != null) {
            clock.shutdownNow();
        }
        feed.close();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It ends with its clock, and the task does not throw.
    private synchronized void start() {
        if (clock == null) {
            clock = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "holdfast-decisions");
                thread.setDaemon(true);
                return thread;
            });
            clock.scheduleWithFixedDelay(this::tick, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        try {
            feed.tick(this::onward);
        } catch (RuntimeException e) {
            // The listeners stay, and lose nothing: the next time begins where they are.
            LOG.warnf(
                    "Decisions could not be read for those who listen: %s",
                    e.getClass().getName());
        }
    }

    private List<Row> onward(JournalQuery query, long from, int max) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                sessions,
                own -> own.getProvider(DecisionJournalProvider.class).reader().onward(query.page(0, max), from));
    }

    private static OutboundSseEvent event(Sse sse, FeedItem item) {
        if (item instanceof FeedItem.Decision decision) {
            return sse.newEventBuilder()
                    .name("decision")
                    .id(String.valueOf(decision.number()))
                    .data(json(DecisionRepresentation.of(decision.entry())))
                    .build();
        }
        return item instanceof FeedItem.End end
                ? sse.newEventBuilder().name("end").data(end.reason()).build()
                : sse.newEventBuilder().comment("alive").build();
    }

    private static String json(DecisionRepresentation decision) {
        try {
            return JsonSerialization.writeValueAsString(decision);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Translated(
            Flow.Subscriber<? super OutboundSseEvent> taker,
            java.util.function.Function<FeedItem, OutboundSseEvent> translation)
            implements Flow.Subscriber<FeedItem> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            taker.onSubscribe(subscription);
        }

        @Override
        public void onNext(FeedItem item) {
            taker.onNext(translation.apply(item));
        }

        @Override
        public void onError(Throwable failure) {
            taker.onError(failure);
        }

        @Override
        public void onComplete() {
            taker.onComplete();
        }
    }
}
