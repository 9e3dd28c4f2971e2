package dev.holdfast.evaluation.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AccessTokensTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final ClientGrant GRANT = grant("secret");

    private final AccessTokens tokens = new AccessTokens();
    private final AtomicInteger asked = new AtomicInteger();

    private static ClientGrant grant(String secret) {
        return new ClientGrant("https://as.example", "us", secret, "", ClientGrant.Method.CLIENT_SECRET_BASIC);
    }

    private AccessToken give(ClientGrant grant) {
        return new AccessToken("t" + asked.incrementAndGet(), NOW.plusSeconds(100));
    }

    private String at(long seconds) throws TokenUnavailableException {
        return tokens.get(GRANT, NOW.plusSeconds(seconds), this::give).value();
    }

    @Test
    void token_isFetchedOnceUntilItIsAboutToExpire() throws Exception {
        assertThat(at(0)).isEqualTo("t1");
        assertThat(at(99)).isEqualTo("t1");
        assertThat(at(100)).isEqualTo("t2");
    }

    @Test
    void token_ofAnotherSecret_isAnotherToken() throws Exception {
        at(0);
        assertThat(tokens.get(grant("changed"), NOW, this::give).value()).isEqualTo("t2");
    }

    @Test
    void token_refused_isFetchedAnewOnce() throws Exception {
        AccessToken first = tokens.get(GRANT, NOW, this::give);
        tokens.drop(GRANT, first);
        assertThat(at(0)).isEqualTo("t2");
        // Another thread was refused the same first token, later.
        tokens.drop(GRANT, first);
        assertThat(at(0)).isEqualTo("t2");
    }

    @Test
    void failure_isNotKept() throws Exception {
        assertThatThrownBy(() -> tokens.get(GRANT, NOW, grant -> {
                    throw new TokenUnavailableException("down");
                }))
                .hasMessage("down");
        assertThatThrownBy(() -> tokens.get(GRANT, NOW, grant -> {
                    throw new IllegalStateException("with a secret");
                }))
                .hasMessage("asking for a token failed");
        assertThat(at(0)).isEqualTo("t1");
    }

    /** Who waits forever is a worker less, and the next Error takes the next. */
    @Test
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void error_isNotKeptAndLetsNobodyWait() throws Exception {
        assertThatThrownBy(() -> tokens.get(GRANT, NOW, grant -> {
                    throw new AssertionError("broken class path");
                }))
                .isInstanceOf(AssertionError.class);
        assertThat(at(0)).isEqualTo("t1");
    }

    @Test
    void token_wantedByManyAtOnce_isFetchedByOne() {
        int many = 8;
        CountDownLatch all = new CountDownLatch(many);
        AccessTokens.Endpoint slow = grant -> {
            try {
                all.await();
            } catch (InterruptedException e) {
                throw new TokenUnavailableException("interrupted");
            }
            return give(grant);
        };
        List<CompletableFuture<String>> wanted = IntStream.range(0, many)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                all.countDown();
                                return tokens.get(GRANT, NOW, slow).value();
                            } catch (TokenUnavailableException e) {
                                return "none";
                            }
                        },
                        work -> new Thread(work).start()))
                .toList();

        assertThat(wanted).allSatisfy(one -> assertThat(one.join()).isEqualTo("t1"));
        assertThat(asked).hasValue(1);
    }

    @Test
    void grants_withoutEnd_areNotAllRemembered() throws Exception {
        for (int i = 0; i < 2_500; i++) {
            tokens.get(grant("s" + i), NOW, this::give);
        }
        tokens.get(grant("s2499"), NOW, this::give);
        assertThat(asked).hasValue(2_500);
        tokens.get(grant("s0"), NOW, this::give);
        assertThat(asked).hasValue(2_501);
    }
}
