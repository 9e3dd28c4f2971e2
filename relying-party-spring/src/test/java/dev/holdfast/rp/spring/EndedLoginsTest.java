package dev.holdfast.rp.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier;
import dev.holdfast.rp.event.EventIntake;
import dev.holdfast.rp.jwt.IssuerKeys;
import dev.holdfast.rp.testing.TestIssuer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.core.session.SessionRegistryImpl;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.MapSession;

class EndedLoginsTest {

    private static final String ISSUER = TestIssuer.ISSUER.toString();

    private final TestIssuer issuer = new TestIssuer();
    private final IndexedSessions sessions = new IndexedSessions();
    private final SessionRegistry registry = new SessionRegistryImpl();

    private String signIn(String realm, String user, String sid) {
        MapSession session = sessions.createSession();
        session.setAttribute(
                "SPRING_SECURITY_CONTEXT",
                new SecurityContextImpl(new TestingAuthenticationToken(
                        new DefaultOAuth2AuthenticatedPrincipal(
                                user, Map.of("iss", realm, "sub", user, "sid", sid), List.of()),
                        "")));
        sessions.save(session);
        return session.getId();
    }

    private SessionInformation register(String realm, String user, String sid, Instant issuedAt) {
        String id = UUID.randomUUID().toString();
        registry.registerNewSession(
                id,
                new DefaultOAuth2AuthenticatedPrincipal(
                        user, Map.of("iss", realm, "sub", user, "sid", sid, "iat", issuedAt), List.of()));
        return Objects.requireNonNull(registry.getSessionInformation(id));
    }

    private void revoke(Optional<String> sid, Optional<String> client, Instant when) {
        SubjectIdentifier subject = new SubjectIdentifier.Complex(
                Optional.of(new SubjectIdentifier.IssSub(ISSUER, "u1")),
                sid.map(SubjectIdentifier.Opaque::new),
                client.map(SubjectIdentifier.Opaque::new),
                Optional.empty(),
                Optional.empty());
        String event =
                issuer.securityEvent(EventType.SESSION_REVOKED, subject, when).sign();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        HoldfastSessionAutoConfiguration.class,
                        HoldfastSessionRegistryAutoConfiguration.class,
                        HoldfastAutoConfiguration.class))
                .withBean(SessionRegistry.class, () -> registry)
                .withBean(FindByIndexNameSessionRepository.class, () -> sessions)
                .withBean(IssuerKeys.class, issuer::keys)
                .withPropertyValues("holdfast.issuer=" + ISSUER, "holdfast.audience=" + TestIssuer.AUDIENCE)
                .run(context -> context.getBean(EventIntake.class).take(event));
    }

    @Test
    void revocation_ofOneSession_endsThatLoginOnly() {
        String ended = signIn(ISSUER, "u1", "s1");
        String otherSession = signIn(ISSUER, "u1", "s2");
        String otherIssuer = signIn("https://other.example", "u1", "s1");
        revoke(Optional.of("s1"), Optional.of("web"), Instant.now());

        assertThat(sessions.findById(ended)).isNull();
        assertThat(sessions.findById(otherSession)).isNotNull();
        assertThat(sessions.findById(otherIssuer)).isNotNull();
    }

    @Test
    void revocation_ofAUser_endsTheLoginsFromBefore() {
        String ended = signIn(ISSUER, "u1", "s1");
        String otherUser = signIn(ISSUER, "u2", "s3");
        revoke(Optional.empty(), Optional.empty(), Instant.now());
        assertThat(sessions.findById(ended)).isNull();
        assertThat(sessions.findById(otherUser)).isNotNull();

        String newer = signIn(ISSUER, "u1", "s4");
        revoke(Optional.empty(), Optional.empty(), Instant.now().minusSeconds(60));
        assertThat(sessions.findById(newer)).isNotNull();
    }

    @Test
    void revocation_ofAClientOfTheUser_endsNoLogin() {
        String login = signIn(ISSUER, "u1", "s1");
        revoke(Optional.empty(), Optional.of("ci-runner"), Instant.now());
        assertThat(sessions.findById(login)).isNotNull();
    }

    @Test
    void revocation_ofOneSession_expiresItInTheRegistryOnly() {
        Instant before = Instant.now().minusSeconds(60);
        SessionInformation ended = register(ISSUER, "u1", "s1", before);
        SessionInformation otherSession = register(ISSUER, "u1", "s2", before);
        SessionInformation otherIssuer = register("https://other.example", "u1", "s1", before);
        SessionInformation otherUser = register(ISSUER, "u2", "s1", before);
        revoke(Optional.of("s1"), Optional.of("web"), Instant.now());

        assertThat(ended.isExpired()).isTrue();
        assertThat(otherSession.isExpired()).isFalse();
        assertThat(otherIssuer.isExpired()).isFalse();
        assertThat(otherUser.isExpired()).isFalse();
    }

    @Test
    void revocation_ofAUser_expiresTheLoginsFromBeforeInTheRegistry() {
        Instant event = Instant.now().minusSeconds(60);
        SessionInformation older = register(ISSUER, "u1", "s1", event.minusSeconds(60));
        SessionInformation newer = register(ISSUER, "u1", "s2", event.plusSeconds(30));
        revoke(Optional.empty(), Optional.empty(), event);

        assertThat(older.isExpired()).isTrue();
        assertThat(newer.isExpired()).isFalse();
    }
}
