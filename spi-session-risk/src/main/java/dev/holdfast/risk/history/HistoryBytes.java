package dev.holdfast.risk.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The form in which a history is stored: at most {@value #MOST} bytes whatever was sent. Refused attempts have {@value
 * #REFUSED_MOST} of them for themselves and never take more, so that no stranger makes room for himself.
 */
public final class HistoryBytes {

    /** No history is larger. */
    public static final int MOST = 2_024;

    private static final int REFUSED_MOST = 704;

    /** The version of the form; a history of another version is not read, and the session starts cold. */
    private static final int VERSION = 3;

    private static final int NAME_MOST = 255;

    private HistoryBytes() {}

    /**
     * Writes a history. Of older observations only the score is left of their reasons, and the oldest observations are left
     * out where all are so different that they do not fit.
     *
     * @param history the history
     * @return its bytes
     */
    public static byte[] write(SessionHistory history) {
        CompactWriter out = new CompactWriter();
        out.octet(VERSION);
        out.text(history.clientId(), NAME_MOST);
        out.text(history.hashKeyId(), NAME_MOST);
        out.signed(history.startedAt().toEpochMilli());
        out.unsigned(history.acceptedTotal());
        out.unsigned(history.refusedTotal());
        out.octet(history.endedAt().isPresent() ? 1 : 0);
        history.endedAt()
                .ifPresent(
                        at -> out.signed(at.toEpochMilli() - history.startedAt().toEpochMilli()));
        int acceptedMost = MOST - REFUSED_MOST - out.size();
        out.raw(RingWriter.write(history.accepted(), history.startedAt(), acceptedMost));
        out.raw(RingWriter.write(history.refused(), history.startedAt(), REFUSED_MOST));
        return out.toBytes();
    }

    /**
     * Reads a history.
     *
     * @param bytes what {@link #write} wrote
     * @return the history, empty for another version of the form
     */
    public static Optional<SessionHistory> read(byte[] bytes) {
        CompactReader in = new CompactReader(bytes);
        if (bytes.length == 0 || in.octet() != VERSION) {
            return Optional.empty();
        }
        String clientId = in.text();
        String hashKeyId = in.text();
        Instant startedAt = Instant.ofEpochMilli(in.signed());
        long acceptedTotal = in.unsigned();
        long refusedTotal = in.unsigned();
        Optional<Instant> endedAt = in.octet() == 0 ? Optional.empty() : Optional.of(startedAt.plusMillis(in.signed()));
        List<PastObservation> accepted = RingReader.read(in, startedAt);
        List<PastObservation> refused = RingReader.read(in, startedAt);
        return Optional.of(new SessionHistory(
                clientId, hashKeyId, startedAt, accepted, refused, acceptedTotal, refusedTotal, endedAt));
    }
}
