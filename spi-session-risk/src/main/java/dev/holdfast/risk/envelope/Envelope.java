package dev.holdfast.risk.envelope;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What was declared for a client or a workload. What is not declared is not limited.
 *
 * @param client the client, empty for any
 * @param workload the workload, empty for any
 * @param scopes the scopes that may be asked for
 * @param audiences the audiences that may be asked for
 * @param hours the hours in which may be asked, empty for all
 * @param maxRequestsPerHour how many requests may be sent in any 60 minutes, from 1
 * @param notAfter when the job ends
 * @param maxSessionAge how long a session may go on after its first request
 */
public record Envelope(
        Optional<String> client,
        Optional<String> workload,
        Optional<Set<String>> scopes,
        Optional<Set<String>> audiences,
        List<Hours> hours,
        OptionalInt maxRequestsPerHour,
        Optional<Instant> notAfter,
        Optional<Duration> maxSessionAge) {

    public Envelope {
        hours = List.copyOf(hours);
    }

    boolean covers(String clientId, String workloadId) {
        return client.map(clientId::equals).orElse(true)
                && workload.map(workloadId::equals).orElse(true);
    }
}
