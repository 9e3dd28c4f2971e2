package dev.holdfast.rp.sidecar;

import dev.holdfast.rp.RelyingParty;
import dev.holdfast.rp.event.InMemorySeenEvents;
import dev.holdfast.rp.event.PushReceiver;
import dev.holdfast.rp.event.SecurityEventVerifier;
import dev.holdfast.rp.jwt.IssuerKeys;
import dev.holdfast.rp.revocation.RevocationIndex;
import dev.holdfast.rp.token.BoundTokenVerifier;
import dev.holdfast.rp.token.BoundTokenVerifierBuilder;
import dev.holdfast.rp.token.InMemoryReplayStore;
import dev.holdfast.rp.token.NoncePolicy;
import java.net.URI;
import java.time.Clock;
import java.util.Base64;

/** The library, put together as the settings say. */
record Wiring(AuthorizeEndpoint authorize, EventsEndpoint events, RevocationIndex revocations, Decisions decisions) {

    /** Events of a week, the window of redelivery: far more than a realm ends sessions. */
    private static final int SEEN_EVENTS = 1_000_000;

    static Wiring of(SidecarSettings settings) throws SettingsException {
        Clock clock = Clock.systemUTC();
        URI issuer = URI.create(settings.text(Setting.ISSUER));
        String jwksUri = settings.text(Setting.JWKS_URI);
        // Shared, so that what one fetches the other need not.
        IssuerKeys keys = IssuerKeys.fetchedFrom(
                URI.create(jwksUri.isEmpty() ? issuer + "/protocol/openid-connect/certs" : jwksUri));
        BoundTokenVerifier verifier = verifier(settings, issuer, keys, clock);
        RevocationIndex revocations = RevocationIndex.of(
                settings.seconds(Setting.TOKEN_LIFETIME), settings.number(Setting.REVOCATIONS), clock);
        Decisions decisions = new Decisions();
        AuthorizeEndpoint authorize = new AuthorizeEndpoint(
                new RelyingParty(verifier, revocations),
                verifier,
                new QuestionReader(Origins.of(settings.list(Setting.ORIGINS))),
                TrustedProxies.of(settings.list(Setting.TRUSTED_PROXIES)),
                decisions);
        String audience = settings.text(Setting.EVENTS_AUDIENCE);
        PushReceiver receiver = new PushReceiver(
                SecurityEventVerifier.forTransmitter(
                        issuer, keys, audience.isEmpty() ? settings.text(Setting.AUDIENCE) : audience, clock),
                settings.text(Setting.EVENTS_AUTHORIZATION),
                new InMemorySeenEvents(SEEN_EVENTS, clock),
                revocations::record,
                clock);
        return new Wiring(authorize, new EventsEndpoint(receiver), revocations, decisions);
    }

    private static BoundTokenVerifier verifier(SidecarSettings settings, URI issuer, IssuerKeys keys, Clock clock)
            throws SettingsException {
        BoundTokenVerifierBuilder builder = BoundTokenVerifier.forIssuer(issuer, keys)
                .audience(settings.text(Setting.AUDIENCE))
                .maxTokenLifetime(settings.seconds(Setting.TOKEN_LIFETIME))
                .proofLifetime(settings.seconds(Setting.PROOF_LIFETIME))
                .clockSkew(settings.seconds(Setting.CLOCK_SKEW))
                .replayStore(new InMemoryReplayStore(settings.number(Setting.PROOFS), clock))
                .clock(clock);
        if (settings.flag(Setting.TOKEN_TYPE_JWT)) {
            builder.allowTypeJwt();
        }
        if (settings.flag(Setting.BEARER)) {
            builder.allowBearer();
        }
        if (!settings.text(Setting.NONCE_KEY).isEmpty()) {
            builder.nonces(nonces(settings));
        }
        return builder.build();
    }

    private static NoncePolicy nonces(SidecarSettings settings) throws SettingsException {
        try {
            byte[] key = Base64.getDecoder().decode(settings.text(Setting.NONCE_KEY));
            return NoncePolicy.of(key, settings.seconds(Setting.NONCE_LIFETIME));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(Setting.NONCE_KEY.key() + " (" + Setting.NONCE_KEY.variable()
                    + ") must be base64 of 32 bytes or more");
        }
    }
}
