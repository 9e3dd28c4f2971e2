package dev.holdfast.evaluation.keycloak.ssf;

import dev.holdfast.binding.keycloak.metric.HoldfastMetric;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * What is done for one stream, apart from what is done for others: a receiver whose settings make no sense, or a subject that cannot
 * be looked up, neither keeps the others from being told nor a session from being ended. Said once for all that failed.
 */
final class IsolatedStream implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(IsolatedStream.class);

    private final KeycloakSession session;
    private final String clientId;
    private int failed;
    private @Nullable RuntimeException first;

    /**
     * Of one receiver.
     *
     * @param session the session whose transaction events are written in
     * @param clientId the receiver
     */
    IsolatedStream(KeycloakSession session, String clientId) {
        this.session = session;
        this.clientId = clientId;
    }

    /**
     * Does one thing and survives its failure, as long as the transaction can still be committed.
     *
     * @param work the thing
     * @return what it gave, empty if it failed
     * @throws RuntimeException its failure, if it came from the database: what was written before may be lost then
     */
    <T> Optional<T> attempt(Supplier<@Nullable T> work) {
        try {
            return Optional.ofNullable(work.get());
        } catch (RuntimeException failure) {
            if (isOfTheDatabase(failure) || session.getTransactionManager().getRollbackOnly()) {
                throw failure;
            }
            failed++;
            first = first == null ? failure : first;
            return Optional.empty();
        }
    }

    private static boolean isOfTheDatabase(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PersistenceException || cause instanceof SQLException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        if (first != null) {
            // Without its message, which may have anything in it.
            LOG.errorf(
                    "Receiver %s is not told of %d events: %s",
                    clientId, failed, first.getClass().getName());
            HoldfastMetric.STREAM_FAILURES.count();
        }
    }
}
