package dev.holdfast.rp.sidecar;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Scheme and host that clients use. A gateway may choose among them and never name another. */
record Origins(Set<String> known) {

    static Origins of(List<String> words) throws SettingsException {
        Set<String> known = new LinkedHashSet<>();
        for (String word : words) {
            known.add(parse(word)
                    .orElseThrow(() -> new SettingsException(Setting.ORIGINS.key() + " (" + Setting.ORIGINS.variable()
                            + ") must be http or https, a host and nothing more: " + word)));
        }
        return new Origins(Set.copyOf(known));
    }

    /** The one that a gateway names; if there is only one it need name none. */
    Optional<String> find(Optional<String> named) {
        if (known.size() == 1) {
            return known.stream().findFirst();
        }
        return named.flatMap(Origins::parse).filter(known::contains);
    }

    boolean contains(String named) {
        return parse(named).filter(known::contains).isPresent();
    }

    private static Optional<String> parse(String origin) {
        try {
            URI uri = new URI(origin.toLowerCase(Locale.ROOT));
            boolean bare = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (!bare || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return Optional.empty();
            }
            int usual = uri.getScheme().equals("https") ? 443 : 80;
            String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
            return Optional.of(uri.getScheme() + "://" + uri.getHost() + port);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
