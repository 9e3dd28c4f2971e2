package dev.holdfast.risk.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoldfastReplayTest {

    private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
    private static final String NETWORKS = """
            cidr,owner,kind
            192.0.2.0/24,a cloud,cloud
            198.51.100.0/24,a host,hosting
            """;

    @TempDir
    Path folder;

    private record Result(int status, List<String> lines, String errors) {

        String last() {
            return lines.get(lines.size() - 1);
        }
    }

    private Result replay(String policy, List<String> records, String... more) throws IOException {
        Path policyFile = Files.writeString(folder.resolve("policy.json"), policy);
        Path networks = Files.writeString(folder.resolve("networks.csv"), NETWORKS);
        List<String> args = new ArrayList<>(
                List.of("--policy", policyFile.toString(), "--networks", networks.toString(), "--explain"));
        args.addAll(List.of(more));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = HoldfastReplay.run(
                args,
                new ByteArrayInputStream(String.join("\n", records).getBytes(StandardCharsets.UTF_8)),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(
                status, out.toString(StandardCharsets.UTF_8).lines().toList(), err.toString(StandardCharsets.UTF_8));
    }

    private static String request(int minute, String members) {
        return "{\"at\":\"" + MONDAY.plusSeconds(minute * 60L).toString().replace("Z", ".000Z")
                + "\",\"realm\":\"r\",\"client\":\"c\",\"grant\":\"refresh_token\","
                + (members.contains("address") ? "" : "\"address\":\"192.0.2.1\",\"user_agent\":\"runner/1.0\",")
                + (members.isEmpty() ? "\"session\":\"s\"" : members) + "}";
    }

    private static List<String> calm(int requests, String members) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            lines.add(request(i * 5, members));
        }
        return lines;
    }

    private Result after(int calm, String last) throws IOException {
        List<String> lines = calm(calm, "");
        lines.add(last);
        return replay("{}", lines);
    }

    @Test
    void request_calm_isAllowedWithItsIdAndLevel() throws IOException {
        Result result = replay("{}", List.of(request(0, "\"id\":\"o1\",\"session\":\"s\"")));
        assertThat(result.status()).isZero();
        assertThat(result.lines())
                .singleElement()
                .asString()
                .contains("\"id\":\"o1\"", "\"at\":\"2026-11-16T09:00:00Z\"", "\"decision\":\"allow\"", "\"LOW\"")
                .doesNotContain("invariant");
    }

    @Test
    void request_withoutId_isNamedByItsLine() throws IOException {
        assertThat(replay("{}", List.of("", request(0, ""))).last()).contains("\"id\":\"2\"");
    }

    @Test
    void request_foreignNetworkAndProgramAsBearer_isRevoked() throws IOException {
        String thief = request(300, "\"session\":\"s\",\"address\":\"198.51.100.9\",\"user_agent\":\"curl/8\"");
        assertThat(after(60, thief).last())
                .contains("\"decision\":\"revoke\"", "network-change", "client-stack-change", "HIGH")
                .doesNotContain("invariant");
    }

    @Test
    void request_otherProgramAtTheSamePlace_isNotAllowed() throws IOException {
        String thief = request(300, "\"session\":\"s\",\"address\":\"192.0.2.1\",\"user_agent\":\"curl/8\"");
        assertThat(after(60, thief).last()).doesNotContain("\"decision\":\"allow\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wrong-key|'\"key\":{\"kind\":\"dpop\",\"thumbprint\":\"k2\"},"
                        + "\"expected_key\":{\"kind\":\"dpop\",\"thumbprint\":\"k1\"}'",
                "bound-to-bearer|'\"expected_key\":{\"kind\":\"mtls\",\"thumbprint\":\"k1\"}'",
                "generation-fork|'\"generation\":3,\"issued_generation\":8,\"presented_generation\":7'"
            })
    void request_brokenInvariant_isRevoked(String invariant, String members) throws IOException {
        Result result = replay("{}", List.of(request(0, "\"session\":\"s\"," + members)));
        assertThat(result.last()).contains("\"invariant\":\"" + invariant + "\"", "\"decision\":\"revoke\"");
    }

    @Test
    void request_lostResponse_isNoFork() throws IOException {
        List<String> lines = List.of(
                request(0, "\"session\":\"s\",\"generation\":1,\"issued_generation\":1,\"presented_generation\":0"),
                request(5, "\"session\":\"s\",\"generation\":1,\"issued_generation\":2,\"presented_generation\":1"),
                request(10, "\"session\":\"s\",\"generation\":3,\"issued_generation\":3,\"presented_generation\":1"));
        assertThat(replay("{}", lines).lines()).allMatch(line -> line.contains("\"decision\":\"allow\""));
    }

    @Test
    void request_sameIdTwice_hasTheSameDecisionAndCountsOnce() throws IOException {
        List<String> lines = List.of(
                request(0, "\"id\":\"a\",\"session\":\"s\",\"scopes\":[\"x\"]"),
                request(9, "\"id\":\"a\",\"session\":\"s\",\"address\":\"198.51.100.1\""));
        Result result = replay("{}", lines);
        assertThat(result.lines()).hasSize(2);
        assertThat(result.lines().get(1)).contains("\"decision\":\"allow\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"scopes\":[\"read\"]|\"scopes\":[\"read\",\"admin\"]",
                "\"audiences\":[\"api\"]|\"audiences\":[\"bank\"]",
                "\"hours\":\"Tue-Fri 09:00-17:00\"|\"x\":1",
                "\"hours\":[\"Mon 10:00-11:00\",\"Sat-Sun 00:00-24:00\"]|\"x\":1",
                "\"notAfter\":\"2026-11-16T08:59:59Z\"|\"x\":1"
            })
    void envelope_breach_isRevoked(String envelope, String members) throws IOException {
        String policy = "{\"envelopes\":[{\"client\":\"c\"," + envelope + "}]}";
        assertThat(replay(policy, List.of(request(0, "\"session\":\"s\"," + members)))
                        .last())
                .contains("\"invariant\":\"envelope-breach\"");
        assertThat(replay(policy.replace("\"c\"", "\"other\""), List.of(request(0, "\"session\":\"s\"," + members)))
                        .last())
                .contains("\"decision\":\"allow\"");
    }

    @Test
    void envelope_volumeAndSessionAge_countFromTheFirst() throws IOException {
        List<String> lines = calm(20, "");
        Result volume = replay("{\"envelopes\":[{\"workload\":\"\",\"maxRequestsPerHour\":12}]}", lines);
        assertThat(volume.lines()).noneMatch(line -> line.contains("envelope-breach"));
        assertThat(replay("{\"envelopes\":[{\"client\":\"c\",\"maxRequestsPerHour\":11}]}", lines)
                        .lines()
                        .get(11))
                .contains("envelope-breach");
        Result age = replay("{\"envelopes\":[{\"client\":\"c\",\"maxSessionAge\":\"PT1H\"}]}", lines);
        assertThat(age.lines().get(12)).doesNotContain("envelope-breach");
        assertThat(age.lines().get(13)).contains("envelope-breach");
    }

    private static String end(int minute, String subject) {
        return request(minute, subject)
                .replace(
                        "{\"at\"",
                        "{\"type\":\"signal\",\"event\":\""
                                + "https://schemas.openid.net/secevent/caep/event-type/session-revoked\",\"at\"");
    }

    @Test
    void signal_sessionRevoked_endsItForGood() throws IOException {
        List<String> lines = List.of(request(0, ""), end(1, "\"session\":\"s\""), request(2, ""));
        assertThat(replay("{}", lines).last()).contains("\"invariant\":\"use-after-end\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"payload\":{}|allow", "\"payload\":{\"bar\":true}|revoke"})
    void signal_clientEnded_endsWhatHadBegun(String payload, String laterGrant) throws IOException {
        List<String> lines = List.of(
                request(0, ""),
                end(1, payload),
                request(2, ""),
                request(3, "\"session\":\"new\"").replace("refresh_token", "authorization_code"));
        Result result = replay("{}", lines);
        assertThat(result.lines().get(1)).contains("use-after-end");
        assertThat(result.lines().get(2)).contains("\"decision\":\"" + laterGrant + "\"");
    }

    @Test
    void outcome_failedRebind_raisesTheNextScore() throws IOException {
        List<String> lines = List.of(
                request(0, "\"id\":\"a\",\"session\":\"s\""),
                "{\"type\":\"outcome\",\"at\":\"2026-11-16T09:00:01.000Z\",\"id\":\"a\",\"rebind\":\"failed\"}",
                request(5, ""));
        assertThat(replay("{}", lines).last()).contains("rebind-failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "{}",
                "{\"at\":\"yesterday\"}",
                "{\"at\":\"2026-11-16T09:00:00Z\",\"realm\":\"r\",\"client\":\"c\",\"grant\":\"g\"}",
                "{\"at\":\"2026-11-16T09:00:00Z\",\"realm\":\"r\",\"client\":\"c\",\"grant\":\"g\",\"address\":\"x\"}",
                "{\"at\":\"2026-11-16T09:00:00Z\",\"type\":\"moon\"}"
            })
    void line_invalid_isSkippedWithItsNumber(String line) throws IOException {
        Result result = replay("{}", List.of(request(0, ""), line, request(1, "")));
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.lines()).hasSize(2);
        assertThat(result.errors()).contains("line 2: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"restrict-nats\":\"many\"}",
                "{\"revoke-nats\":1}",
                "{\"mode\":\"wild\"}",
                "{\"envelopes\":[{\"hours\":\"always\"}]}",
                "{\"envelopes\":[{\"maxSessionAge\":\"1h\"}]}"
            })
    void policy_unusable_isStatusTwo(String policy) throws IOException {
        Result result = replay(policy, List.of(request(0, "")));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.errors()).contains("policy.json");
    }

    @Test
    void arguments_unknown_areStatusTwo() throws IOException {
        assertThat(replay("{}", List.of(), "--fast").status()).isEqualTo(2);
        assertThat(replay("{}", List.of(), "--policy").status()).isEqualTo(2);
    }
}
