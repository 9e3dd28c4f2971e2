package dev.holdfast.rp.spring;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the relying party.
 *
 * @param issuer issuer of tokens and events, such as https://kc.example/realms/demo; must be set
 * @param audience audience that tokens must name; must be set
 * @param jwksUri keys of the issuer; default the address that Keycloak gives them
 * @param origin scheme and host that clients use, such as https://api.example; default what each request says, which behind
 *     a proxy takes server.forward-headers-strategy
 * @param allowTypeJwt whether tokens of type JWT, Keycloak's default, are accepted besides at+jwt
 * @param allowBearer whether tokens that are bound to no key are accepted
 * @param maxTokenLifetime longest time from iat to exp, 1 second to 366 days; revocations are remembered that long
 * @param proofLifetime how long a DPoP proof is good for, 1 second to 5 minutes
 * @param clockSkew by how much clocks may differ, 0 to 60 seconds
 * @param revocations room for revocations, at least 1; one takes about 200 bytes
 * @param events how events come in
 * @param shared what several nodes of one application remember together
 */
@ConfigurationProperties("holdfast")
public record HoldfastProperties(
        @Nullable URI issuer,
        @Nullable String audience,
        @Nullable URI jwksUri,
        @Nullable URI origin,
        @DefaultValue("false") boolean allowTypeJwt,
        @DefaultValue("false") boolean allowBearer,
        @DefaultValue("1h") Duration maxTokenLifetime,
        @DefaultValue("60s") Duration proofLifetime,
        @DefaultValue("10s") Duration clockSkew,
        @DefaultValue("1000000") int revocations,
        @DefaultValue Events events,
        @DefaultValue Shared shared) {

    /**
     * What several nodes of one application remember together.
     *
     * @param jdbc whether used proofs, events and revocations are kept in the application's database, whose tables stand in
     *     the resource dev/holdfast/rp/jdbc/schema.sql
     * @param catchUp how late, at most, a node knows of a revocation that another has heard
     */
    public record Shared(
            @DefaultValue("false") boolean jdbc,
            @DefaultValue("1s") Duration catchUp) {

        /**
         * Checks the interval.
         *
         * @throws IllegalArgumentException if it is below 10 milliseconds or above a minute
         */
        public Shared {
            if (catchUp.compareTo(Duration.ofMillis(10)) < 0 || catchUp.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException("holdfast.shared.catch-up is 10 ms to 1 m: " + catchUp);
            }
        }
    }

    /**
     * How events come in.
     *
     * @param push whether there is an endpoint to which they are pushed; false for an application that polls
     * @param path address of that endpoint
     * @param authorization Authorization header agreed on with the transmitter; must be set if events are pushed
     * @param audience audience that events must name; default that of tokens
     */
    public record Events(
            @DefaultValue("true") boolean push,
            @DefaultValue("/holdfast/events") String path,
            @Nullable String authorization,
            @Nullable String audience) {

        String requireAuthorization() {
            return set(
                    authorization,
                    "holdfast.events.authorization: the Authorization header agreed on with the transmitter, or"
                            + " holdfast.events.push=false");
        }

        /** Names no secret. */
        @Override
        public String toString() {
            return "Events[push=" + push + ", path=" + path + "]";
        }
    }

    URI requireIssuer() {
        return URI.create(
                set(issuer == null ? null : issuer.toString(), "holdfast.issuer: the realm that issues tokens"));
    }

    String requireAudience() {
        return set(audience, "holdfast.audience: the audience that tokens must name");
    }

    URI keys() {
        return jwksUri != null ? jwksUri : URI.create(requireIssuer() + "/protocol/openid-connect/certs");
    }

    String eventsAudience() {
        String own = events.audience();
        return own != null ? own : requireAudience();
    }

    private static String set(@Nullable String value, String whatToSet) {
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("set " + whatToSet);
        }
        return value;
    }
}
