package dev.holdfast.rp.stream;

import java.time.Duration;

/**
 * What a relying party does while it does not know whether revocations reach it. Each costs something else:
 *
 * <table>
 * <caption>What happens while the stream is silent</caption>
 * <tr><th>policy</th><th>honest workloads</th><th>a revoked session</th></tr>
 * <tr><td>{@link TrustShorter}</td><td>work on, with tokens renewed more often</td><td>lives on for the age at most, for
 * Keycloak itself gives it no new token</td></tr>
 * <tr><td>{@link Refuse}</td><td>stand still until the stream speaks again</td><td>ends at once</td></tr>
 * </table>
 */
public sealed interface SilencePolicy {

    /**
     * Tokens are believed only while they are young: an older one is answered with {@code invalid_token}, and the client
     * fetches another if the authorization server still gives it one.
     *
     * @param maxTokenAge time since {@code iat}, more than zero; for one, a minute
     */
    record TrustShorter(Duration maxTokenAge) implements SilencePolicy {

        /**
         * Checks the age.
         *
         * @throws IllegalArgumentException if it is not more than zero
         */
        public TrustShorter {
            if (maxTokenAge.isNegative() || maxTokenAge.isZero()) {
                throw new IllegalArgumentException("the age must be more than zero: " + maxTokenAge);
            }
        }
    }

    /** No token is believed: every request is answered with 503. */
    record Refuse() implements SilencePolicy {}
}
