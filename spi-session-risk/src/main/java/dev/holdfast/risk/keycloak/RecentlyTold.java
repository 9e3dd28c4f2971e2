package dev.holdfast.risk.keycloak;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.keycloak.jose.jws.crypto.HashUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * What relying parties were told a moment ago, on any node. Whoever repeats a refused request would else write one event of one
 * subject for every stream each time, and real revocations would wait behind them.
 */
final class RecentlyTold {

    /** After this time it is told again: whoever has begun to listen since does not wait for longer. */
    static final Duration INTERVAL = Duration.ofMinutes(5);

    private static final Logger LOG = Logger.getLogger(RecentlyTold.class);

    private final KeycloakSession session;

    RecentlyTold(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Tells it, unless that was done within {@link #INTERVAL}.
     *
     * @param telling tells it
     * @param what names within the realm what is told, in one or more words
     * @throws RuntimeException if it could not be told; then it counts as untold
     */
    void once(Runnable telling, String... what) {
        SingleUseObjectProvider told = session.singleUseObjects();
        String memory = memory(what);
        if (!isNews(told, memory)) {
            return;
        }
        try {
            telling.run();
        } catch (RuntimeException failure) {
            told.remove(memory);
            throw failure;
        }
    }

    private static boolean isNews(SingleUseObjectProvider told, String memory) {
        try {
            return told.putIfAbsent(memory, INTERVAL.toSeconds());
        } catch (RuntimeException unreachable) {
            LOG.warnf(
                    "What was told a moment ago cannot be looked up, it is told again: %s",
                    unreachable.getClass().getName());
            return true;
        }
    }

    /** Hashed, for a client id is any text. */
    private String memory(String... what) {
        String text = session.getContext().getRealm().getId() + '\n' + String.join("\n", what);
        return "holdfast.told." + HashUtils.sha256UrlEncodedHash(text, StandardCharsets.UTF_8);
    }
}
