package dev.holdfast.risk.history;

import dev.holdfast.risk.observation.Generation;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.signal.Evidence;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Writes one ring of observations within a number of bytes, newest first. What does not fit is given up in this order: reasons
 * of older observations, weaker reasons, the oldest observations. The score of each outcome stays.
 */
@SuppressWarnings("EnumOrdinal") // Part of the form, which has a version.
final class RingWriter {

    /** So much of a ring has reasons: of how many observations, and how many of each. */
    private record Detail(int observations, int reasons) {}

    private static final List<Detail> DETAILS =
            List.of(new Detail(4, 6), new Detail(2, 4), new Detail(1, 3), new Detail(1, 1));

    private static final Comparator<Evidence> STRONGEST_FIRST = Comparator.comparingDouble(
            (Evidence reason) -> reason.invariant() ? -Double.MAX_VALUE : -Math.abs(reason.weightNats()));

    /** Two ids must never look the same: a longer one is refused and not cut. */
    private static final int ID_MOST = 40;

    private static final int SIGNAL_MOST = 40;
    private static final int TEXT_MOST = 80;

    /** Weights are kept in ten-thousandths of a nat, as the engine rounds them. */
    static final double STEPS_PER_NAT = 10_000;

    /** How many words and how many observations: at most two bytes each. */
    private static final int COUNTS = 4;

    private static final double MOST_NATS = 1e6;

    private final Words.Written words = new Words.Written();
    private final CompactWriter out = new CompactWriter();
    private final Instant base;
    private final int most;
    private int count;

    private RingWriter(Instant base, int most) {
        this.base = base;
        this.most = most;
    }

    static byte[] write(List<PastObservation> ring, Instant base, int most) {
        List<RingForm.Fields> fields = ring.stream().map(RingForm.Fields::of).toList();
        RingWriter writer = new RingWriter(base, most);
        for (Detail detail : DETAILS) {
            writer = new RingWriter(base, most);
            writer.add(ring, fields, detail);
            if (writer.count == ring.size()) {
                break;
            }
        }
        CompactWriter whole = new CompactWriter();
        writer.words.appendTo(whole);
        whole.unsigned(writer.count);
        whole.append(writer.out);
        return whole.toBytes();
    }

    private void add(List<PastObservation> ring, List<RingForm.Fields> all, Detail detail) {
        RingForm.Fields before = RingForm.Fields.NONE;
        long beforeMillis = base.toEpochMilli();
        for (int i = ring.size() - 1; i >= 0; i--) {
            PastObservation past = ring.get(i);
            int size = out.size();
            int wordsSize = words.size();
            int wordsCount = words.count();
            RingForm.Fields fields = all.get(i);
            add(past, fields, before, beforeMillis, ring.size() - i <= detail.observations() ? detail.reasons() : 0);
            if (COUNTS + words.size() + out.size() > most) {
                out.backTo(size);
                words.backTo(wordsSize, wordsCount);
                return;
            }
            count++;
            before = fields;
            beforeMillis = past.observation().at().toEpochMilli();
        }
    }

    private void add(
            PastObservation past, RingForm.Fields fields, RingForm.Fields before, long beforeMillis, int reasons) {
        Observation observation = past.observation();
        Optional<Generation> generation = observation.generation();
        OptionalDouble clock = observation.proof().clockOffsetMillis();
        int changed = fields.changedFrom(before);
        out.unsigned(((long) changed << RingForm.CHANGED_SHIFT)
                | (generation.isPresent() ? RingForm.HAS_GENERATION : 0)
                | (clock.isPresent() ? RingForm.HAS_CLOCK : 0));
        if (observation.id().length() > ID_MOST) {
            throw new IllegalArgumentException("an observation id has at most " + ID_MOST + " characters");
        }
        CompactValue.write(out, observation.id());
        out.signed(observation.at().toEpochMilli() - beforeMillis);
        for (int i = 0; i < RingForm.Fields.COUNT; i++) {
            if ((changed >> i & 1) == 1) {
                out.unsigned(words.number(fields.get(i)));
            }
        }
        generation.ifPresent(line -> {
            out.signed(line.number());
            out.signed(line.issued() - line.number());
            out.signed(line.presented() - line.number());
        });
        clock.ifPresent(millis -> out.signed((long) millis));
        past.outcome().ifPresent(outcome -> add(outcome, reasons));
    }

    private void add(Outcome outcome, int most) {
        List<Evidence> strongest =
                outcome.reasons().stream().sorted(STRONGEST_FIRST).limit(most).toList();
        long rest = steps(outcome.scoreNats());
        for (Evidence reason : strongest) {
            rest -= steps(reason.weightNats());
        }
        out.signed(rest);
        out.unsigned(strongest.size());
        for (Evidence reason : strongest) {
            out.octet(reason.group().ordinal() * 2 + (reason.invariant() ? 1 : 0));
            out.signed(steps(reason.weightNats()));
            out.unsigned(words.number(CompactWriter.cut(reason.signal(), SIGNAL_MOST)));
            out.unsigned(words.number(CompactWriter.cut(reason.text(), TEXT_MOST)));
        }
    }

    private static long steps(double nats) {
        return Math.round(Math.max(-MOST_NATS, Math.min(MOST_NATS, nats)) * STEPS_PER_NAT);
    }
}
