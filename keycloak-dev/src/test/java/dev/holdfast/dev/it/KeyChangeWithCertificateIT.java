package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.ClientCertificate;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Workloads with certificates of an hour renew them in the middle of a session (RFC 8705 section 7.1). */
@ByServerGroup.Needs(ByServerGroup.Group.TLS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyChangeWithCertificateIT {

    private static final String SUBJECT = "CN=runner, O=Example";

    private final CertificateRealm strict = CertificateRealm.guarded(Map.of());
    private final CertificateRealm renewing =
            CertificateRealm.guarded(Map.of("key-change", "with-client-authentication"));
    private final ClientCertificate first = CertificateRealm.certificate(SUBJECT);
    private final ClientCertificate renewed = CertificateRealm.certificate(SUBJECT);

    @AfterAll
    void deleteRealms() {
        strict.close();
        renewing.close();
    }

    @Test
    void renewedCertificate_byDefault_isRefused() {
        String workload = strict.workload(SUBJECT);
        TokenAnswer issued = strict.send(TokenCall.clientCredentials().with("client_id", workload), first);

        TokenAnswer answer = strict.send(refresh(issued, workload), renewed);

        assertThat(answer.summary()).isEqualTo("400 invalid_grant");
    }

    @Test
    void renewedCertificate_ofAClientThatAuthenticatesWithIt_isAcceptedAndBound() {
        String workload = renewing.workload(SUBJECT);
        TokenAnswer issued = renewing.send(TokenCall.clientCredentials().with("client_id", workload), first);

        TokenAnswer answer = renewing.send(refresh(issued, workload), renewed);

        assertThat(answer.isIssued()).isTrue();
        assertThat(answer.session()).isEqualTo(issued.session());
        assertThat(answer.boundToCertificate()).isEqualTo(renewed.thumbprint());
        assertThat(answer.refreshBoundToCertificate()).isEqualTo(renewed.thumbprint());
    }

    @Test
    void renewedCertificate_withTheFlagOfTheClientOn_isAcceptedAndBound() {
        String workload = renewing.workload(SUBJECT);
        renewing.set(workload, CertificateRealm.MTLS_FLAG, "true");
        TokenAnswer issued = renewing.send(TokenCall.clientCredentials().with("client_id", workload), first);

        TokenAnswer answer = renewing.send(refresh(issued, workload), renewed);

        assertThat(answer.isIssued()).isTrue();
        assertThat(answer.refreshBoundToCertificate()).isEqualTo(renewed.thumbprint());
    }

    @Test
    void otherCertificate_ofAClientThatAuthenticatesWithASecret_isRefused() {
        Credentials client = renewing.client(Map.of());
        TokenAnswer issued = renewing.send(TokenCall.clientCredentials().as(client), first);

        TokenAnswer answer =
                renewing.send(TokenCall.refresh(issued.refreshToken()).as(client), renewed);

        assertThat(answer.summary()).isEqualTo("400 invalid_grant");
    }

    private static TokenCall refresh(TokenAnswer issued, String workload) {
        return TokenCall.refresh(issued.refreshToken()).with("client_id", workload);
    }
}
