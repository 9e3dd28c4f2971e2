package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.TokenAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Many identifiers at once: each is remembered, all are answered (RFC 9449 section 11.1). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JtiFloodIT {

    private static final int PROOFS = 250;
    private static final int AT_ONCE = 32;

    private final ProofBench bench = new ProofBench();

    @AfterAll
    void deleteRealm() {
        bench.close();
    }

    /** Wrong in the method only, so that what is measured is the proofs and not their sessions. */
    @Test
    void wrongProofs_inAFlood_areAllRefusedWithoutAnErrorOfTheServer() {
        ServerLog log = bench.log();

        List<TokenAnswer> answers = flood(
                PROOFS,
                i -> bench.good()
                        .claims(c -> c.put("jti", "wrong-" + i).put("htm", "GET"))
                        .signed());

        assertThat(answers).allMatch(answer -> answer.summary().equals("400 " + ProofBench.REFUSED_PROOF));
        log.assertQuiet();
    }

    @Test
    void goodProofs_inAFlood_areAllAnsweredAndRememberedWithoutAnErrorOfTheServer() {
        ServerLog log = bench.log();
        List<String> proofs =
                IntStream.range(0, PROOFS).mapToObj(i -> bench.good().signed()).toList();

        List<TokenAnswer> answers = flood(PROOFS, proofs::get);

        // A policy may find so many requests strange; the server may not.
        assertThat(answers).hasSize(PROOFS).allMatch(answer -> answer.status() == 200 || answer.status() == 400);
        assertThat(answers).noneMatch(answer -> answer.error().equals(ProofBench.REFUSED_PROOF));
        assertThat(answers.get(0).isIssued()).isTrue();
        assertThat(flood(AT_ONCE, proofs::get))
                .as("the first ones, again")
                .allMatch(answer -> answer.summary().equals("400 " + ProofBench.REFUSED_PROOF));
        log.assertQuiet();
    }

    @Test
    void oneProof_inAFlood_isUsedOnce() {
        String proof = bench.good().signed();
        ServerLog log = bench.log();

        List<TokenAnswer> answers = flood(AT_ONCE, i -> proof);

        assertThat(answers.stream().filter(TokenAnswer::isIssued)).hasSizeLessThanOrEqualTo(1);
        assertThat(answers).allMatch(answer -> answer.status() < 500);
        log.assertQuiet(proof);
    }

    private List<TokenAnswer> flood(int many, IntFunction<String> proof) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<CompletableFuture<TokenAnswer>> asked = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                int number = i;
                asked.add(CompletableFuture.supplyAsync(() -> bench.ask(proof.apply(number)), threads));
            }
            return asked.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdownNow();
        }
    }
}
