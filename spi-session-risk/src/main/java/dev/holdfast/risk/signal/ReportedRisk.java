package dev.holdfast.risk.signal;

import java.util.Optional;

/** What relying parties and other transmitters report. */
public final class ReportedRisk implements Signal {

    @Override
    public String name() {
        return "reported-risk";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.FEEDBACK;
    }

    @Override
    public String description() {
        return "What relying parties and other transmitters reported in the last day about the session, the key or the"
                + " identity: a raised risk level, a compromised credential, a changed claim. A report alone never"
                + " revokes.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        Standing.Report strongest = null;
        for (Standing.Report report : situation.standing().reports()) {
            strongest = strongest == null || report.weightNats() > strongest.weightNats() ? report : strongest;
        }
        return strongest == null ? Optional.empty() : evidence(strongest.weightNats(), strongest.text());
    }
}
