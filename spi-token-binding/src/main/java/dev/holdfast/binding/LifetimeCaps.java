package dev.holdfast.binding;

import java.time.Duration;

/**
 * How long what is issued may live.
 *
 * @param accessToken longest lifetime of access and ID tokens
 * @param refreshToken longest lifetime of refresh tokens
 * @param session longest age of a session that still gets tokens
 * @param offlineToken longest lifetime of offline tokens; zero means that none are issued
 */
public record LifetimeCaps(Duration accessToken, Duration refreshToken, Duration session, Duration offlineToken) {

    /**
     * Whether offline tokens are issued.
     *
     * @return false for a zero {@link #offlineToken()}
     */
    public boolean allowsOfflineTokens() {
        return !offlineToken.isZero();
    }
}
