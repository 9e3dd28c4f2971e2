package dev.holdfast.rp.revocation;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.rp.testing.TestIssuer;
import dev.holdfast.rp.testing.TestWorkload;
import dev.holdfast.rp.token.ApiRequest;
import dev.holdfast.rp.token.BoundTokenVerifier;
import dev.holdfast.rp.token.VerificationException;
import dev.holdfast.rp.token.VerifiedToken;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Prints roughly what an index of a million revoked sessions costs: {@code java -Xmx1g … RevocationIndexFootprint}. */
final class RevocationIndexFootprint {

    private static final int ENTRIES = 1_000_000;
    private static final int LOOK_UPS = 5_000_000;

    private RevocationIndexFootprint() {}

    public static void main(String[] arguments) throws VerificationException {
        long before = usedBytes();
        RevocationIndex index = RevocationIndex.of(Duration.ofHours(1), ENTRIES, Clock.systemUTC());
        Instant now = Instant.now();
        KeyThumbprint key = new TestWorkload().thumbprint();
        for (int i = 0; i < ENTRIES; i++) {
            RevokedSubject subject = new RevokedSubject(
                    TestIssuer.ISSUER.toString(),
                    Optional.of(UUID.randomUUID().toString()),
                    Optional.empty(),
                    Optional.of(key),
                    Optional.of(UUID.randomUUID().toString()),
                    Optional.of("ci-runner"));
            index.put(new Revocation(subject, now, now.plusSeconds(3600), Optional.of("t" + i)));
        }
        System.out.printf("bytes per entry: %d%n", (usedBytes() - before) / index.size());
        VerifiedToken token = token();
        lookUp(index, token);
        System.out.printf("nanoseconds per look-up of a good token: %d%n", lookUp(index, token));
    }

    private static long lookUp(RevocationIndex index, VerifiedToken token) {
        long begin = System.nanoTime();
        int found = 0;
        for (int i = 0; i < LOOK_UPS; i++) {
            found += index.find(token).isPresent() ? 1 : 0;
        }
        if (found > 0) {
            throw new IllegalStateException("nobody revoked this token");
        }
        return (System.nanoTime() - begin) / LOOK_UPS;
    }

    private static VerifiedToken token() throws VerificationException {
        TestIssuer issuer = new TestIssuer();
        TestWorkload workload = new TestWorkload();
        URI api = URI.create("https://api.example/");
        String token = issuer.accessToken(Instant.now())
                .claim("cnf", workload.confirmation())
                .sign();
        String proof =
                workload.proof("GET", api.toString(), token, Instant.now()).sign();
        return BoundTokenVerifier.forIssuer(TestIssuer.ISSUER, issuer.keys())
                .audience(TestIssuer.AUDIENCE)
                .build()
                .verify(new ApiRequest("GET", api, List.of("DPoP " + token), List.of(proof), Optional.empty()));
    }

    private static long usedBytes() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
