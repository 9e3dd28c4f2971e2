package dev.holdfast.risk.replay;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.replay.ObservationRecord.About;
import dev.holdfast.risk.replay.ObservationRecord.Request;
import dev.holdfast.risk.report.ReportWeight;
import dev.holdfast.risk.report.Reported;
import dev.holdfast.risk.signal.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What others reported: what has ended, and what raises the risk. */
final class Reports {

    private static final int MOST_PER_SUBJECT = 16;

    private final Map<String, List<ObservationRecord.Signal>> bySubject = new HashMap<>();

    void add(ObservationRecord.Signal signal) {
        List<ObservationRecord.Signal> known =
                bySubject.computeIfAbsent(index(signal.about()), any -> new ArrayList<>());
        if (known.size() >= MOST_PER_SUBJECT) {
            known.remove(0);
        }
        known.add(signal);
    }

    boolean isEmpty() {
        return bySubject.isEmpty();
    }

    /** By what a request had ended before it was sent, in words. */
    Optional<String> endOf(Request request, Instant began) {
        Instant at = request.request().at();
        for (ObservationRecord.Signal signal : about(request)) {
            boolean isFinal = signal.about().session().isPresent() || signal.bar();
            if (isEnd(signal) && !signal.at().isAfter(at) && (isFinal || !began.isAfter(signal.at()))) {
                return Optional.of("trust ended at " + signal.at() + " by " + ReportWeight.name(signal.event()));
            }
        }
        return Optional.empty();
    }

    /** What raises the risk of a request. */
    List<Standing.Report> about(Request request, Instant at) {
        List<Standing.Report> reports = List.of();
        for (ObservationRecord.Signal signal : about(request)) {
            double weight = ReportWeight.nats(signal.event(), signal.level());
            if (weight > 0
                    && !signal.at().isAfter(at)
                    && signal.at().plus(Reported.RAISED).isAfter(at)) {
                reports = reports.isEmpty() ? new ArrayList<>() : reports;
                reports.add(new Standing.Report(
                        weight, "reported at " + signal.at() + ": " + ReportWeight.name(signal.event())));
            }
        }
        return reports;
    }

    private List<ObservationRecord.Signal> about(Request request) {
        if (bySubject.isEmpty()) {
            return List.of();
        }
        List<ObservationRecord.Signal> found = new ArrayList<>();
        collect(found, "session " + request.realm() + ' ' + request.session(), request);
        request.request().key().ifPresent(key -> collect(found, key(request.realm(), key), request));
        collect(found, "workload " + request.realm() + ' ' + request.workload(), request);
        collect(found, "client " + request.realm() + ' ' + request.client(), request);
        return found;
    }

    private void collect(List<ObservationRecord.Signal> found, String index, Request request) {
        for (ObservationRecord.Signal signal : bySubject.getOrDefault(index, List.of())) {
            About about = signal.about();
            if (about.session().map(request.session()::equals).orElse(true)
                    && about.workload().map(request.workload()::equals).orElse(true)
                    && about.client().map(request.client()::equals).orElse(true)
                    && about.key()
                            .map(key ->
                                    request.request().key().filter(key::equals).isPresent()
                                            || about.session().isPresent())
                            .orElse(true)) {
                found.add(signal);
            }
        }
    }

    /** The narrowest thing that a signal names. */
    private static String index(About about) {
        return about.session()
                .map(session -> "session " + about.realm() + ' ' + session)
                .or(() -> about.key().map(key -> key(about.realm(), key)))
                .or(() -> about.workload().map(workload -> "workload " + about.realm() + ' ' + workload))
                .or(() -> about.client().map(client -> "client " + about.realm() + ' ' + client))
                .orElseThrow(() -> new InvalidRecord("signal names none of client, workload, session, key"));
    }

    private static String key(String realm, KeyThumbprint key) {
        return "key " + realm + ' ' + key.toUri();
    }

    private static boolean isEnd(ObservationRecord.Signal signal) {
        return ReportWeight.name(signal.event()).equals("session-revoked");
    }
}
