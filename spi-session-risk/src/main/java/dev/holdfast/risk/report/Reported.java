package dev.holdfast.risk.report;

import dev.holdfast.risk.signal.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What reports mean for a request.
 *
 * @param ended by what trust had ended before, in words
 * @param reports what raises the risk
 * @param proofDemanded whether the holder has to prove its key anew
 */
public record Reported(Optional<String> ended, List<Standing.Report> reports, boolean proofDemanded) {

    /** So long a report that ends nothing raises the risk. */
    public static final Duration RAISED = Duration.ofHours(24);

    /** Nothing was reported. */
    public static final Reported NOTHING = new Reported(Optional.empty(), List.of(), false);

    public Reported {
        reports = List.copyOf(reports);
    }

    /**
     * Reads reports.
     *
     * @param all all that is known of whoever asks
     * @param now when the request was sent
     * @return what they mean
     */
    public static Reported of(List<RiskReport> all, Instant now) {
        if (all.isEmpty()) {
            return NOTHING;
        }
        Optional<String> ended = Optional.empty();
        List<Standing.Report> raising = new ArrayList<>();
        Instant demanded = Instant.MIN;
        Instant proven = Instant.MIN;
        for (RiskReport report : all) {
            switch (report.kind()) {
                case ENDED ->
                    ended = ended.or(() -> Optional.of("trust ended at " + report.at() + " by " + report.text()));
                case PROOF_DEMANDED -> demanded = later(demanded, report.at());
                case PROVEN -> proven = later(proven, report.at());
                case RAISED -> {
                    if (report.at().plus(RAISED).isAfter(now)) {
                        raising.add(new Standing.Report(
                                report.weightNats(), "reported at " + report.at() + ": " + report.text()));
                    }
                }
            }
        }
        return new Reported(ended, raising, demanded.isAfter(proven));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
