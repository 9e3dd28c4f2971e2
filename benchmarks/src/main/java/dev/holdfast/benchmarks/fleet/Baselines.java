package dev.holdfast.benchmarks.fleet;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What simpler rules would flag: pins to the first value of a session, strict reuse, and novelty after Freeman (NDSS 2016). */
final class Baselines {

    private static final double NOVELTY_FROM = 0.02;

    private final Map<String, FleetEvent> first = new HashMap<>();
    private final Map<String, Map<String, Integer>> seen = new HashMap<>();

    /** Which rules flag a request. */
    Map<String, Boolean> flags(FleetEvent event) {
        FleetEvent begin = first.putIfAbsent(event.session(), event);
        Map<String, Boolean> flags = new LinkedHashMap<>();
        flags.put("first-address pin", begin != null && !begin.address().equals(event.address()));
        flags.put("prefix pin", begin != null && !prefix(begin).equals(prefix(event)));
        flags.put("user-agent pin", begin != null && !begin.agent().equals(event.agent()));
        flags.put("strict reuse", event.line().number() <= event.line().presented());
        flags.put("Freeman-style novelty", isNovel(event));
        return flags;
    }

    /** The product of the likelihoods of address block and user agent for the client, unseen values smoothed. */
    private boolean isNovel(FleetEvent event) {
        Map<String, Integer> counts = seen.computeIfAbsent(event.client(), any -> new HashMap<>());
        String block = event.address().replaceAll("[.:].*", "");
        int all = counts.getOrDefault("", 0);
        double likelihood = Math.max(counts.getOrDefault(block, 0), 0.5)
                / (all + 1.0)
                * Math.max(counts.getOrDefault(event.agent(), 0), 0.5)
                / (all + 1.0);
        counts.merge("", 1, Integer::sum);
        counts.merge(block, 1, Integer::sum);
        counts.merge(event.agent(), 1, Integer::sum);
        return all >= 20 && likelihood < NOVELTY_FROM / all;
    }

    private static String prefix(FleetEvent event) {
        String address = event.address();
        return address.contains(":")
                ? address.substring(0, address.indexOf("::"))
                : address.substring(0, address.lastIndexOf('.'));
    }
}
