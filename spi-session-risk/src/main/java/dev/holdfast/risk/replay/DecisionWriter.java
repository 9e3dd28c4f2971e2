package dev.holdfast.risk.replay;

import dev.holdfast.risk.decision.RiskLevel;
import dev.holdfast.risk.signal.Evidence;
import java.io.IOException;
import java.util.List;

/** Writes decisions as lines of JSON. */
final class DecisionWriter {

    /** So many reasons are written unless all are asked for. */
    private static final int STRONGEST = 3;

    private static final int DECIMALS = 10_000;

    private final Appendable out;
    private final boolean explains;
    private final StringBuilder line = new StringBuilder(512);

    DecisionWriter(Appendable out, boolean explains) {
        this.out = out;
        this.explains = explains;
    }

    void write(Replay.Line decided) throws IOException {
        List<Evidence> reasons = decided.judgement().reasons();
        String answer = decided.judgement().decision().word();
        line.setLength(0);
        line.append("{\"id\":");
        quote(decided.id());
        line.append(",\"at\":\"").append(decided.at()).append("\",\"decision\":\"");
        line.append(answer).append("\",\"score\":");
        number(score(reasons));
        line.append(",\"level\":\"").append(RiskLevel.ofAnswer(answer)).append('"');
        for (Evidence reason : reasons) {
            if (reason.invariant()) {
                line.append(",\"invariant\":\"").append(reason.signal()).append('"');
                break;
            }
        }
        line.append(",\"reasons\":[");
        int written = explains ? reasons.size() : Math.min(STRONGEST, reasons.size());
        for (int i = 0; i < written; i++) {
            Evidence reason = reasons.get(i);
            line.append(i == 0 ? "" : ",").append("{\"signal\":\"").append(reason.signal());
            line.append("\",\"weight\":");
            number(reason.weightNats());
            line.append(",\"text\":");
            quote(reason.text());
            line.append('}');
        }
        out.append(line.append("]}\n"));
    }

    private static double score(List<Evidence> reasons) {
        double score = 0;
        for (Evidence reason : reasons) {
            score += reason.weightNats();
        }
        return score;
    }

    /** Weights have four decimals at most, which are written without the general algorithm; all others go through it. */
    private void number(double value) {
        double scaled = Math.rint(value * DECIMALS);
        double size = Math.abs(value);
        if (scaled / DECIMALS != value || size < 0.001 || size >= 1_000_000) {
            line.append(value);
            return;
        }
        long digits = Math.abs((long) scaled);
        line.append(value < 0 ? "-" : "").append(digits / DECIMALS).append('.');
        long rest = digits % DECIMALS;
        line.append((char) ('0' + rest / 1000));
        for (int unit = 1000; rest % unit != 0; unit /= 10) {
            rest %= unit;
            line.append((char) ('0' + rest / (unit / 10)));
        }
    }

    private void quote(String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                line.append(String.format("\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        line.append('"');
    }
}
