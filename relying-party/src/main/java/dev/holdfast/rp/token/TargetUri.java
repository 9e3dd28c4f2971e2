package dev.holdfast.rp.token;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a request as {@code htu} is compared: without query and fragment (RFC 9449 section 4.3), normalised by
 * syntax and scheme (RFC 3986 sections 6.2.2 and 6.2.3). A trailing slash stays a difference.
 */
record TargetUri(String scheme, String authority, String path) {

    private static final Pattern PERCENT_ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /** Reads an address; empty if it is not an absolute http or https URI with a host and without user information. */
    static Optional<TargetUri> parse(String uri) {
        try {
            return of(new URI(uri));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    static Optional<TargetUri> of(URI uri) {
        String authority = uri.getRawAuthority();
        if (uri.getScheme() == null || authority == null || authority.contains("@")) {
            return Optional.empty();
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return Optional.empty();
        }
        String path = removeDotSegments(decodeUnreserved(uri.getRawPath()));
        return Optional.of(new TargetUri(scheme, withoutDefaultPort(scheme, authority), path));
    }

    private static String withoutDefaultPort(String scheme, String authority) {
        String lower = decodeUnreserved(authority).toLowerCase(Locale.ROOT);
        String port = scheme.equals("https") ? ":443" : ":80";
        if (lower.endsWith(port)) {
            return lower.substring(0, lower.length() - port.length());
        }
        return lower.endsWith(":") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static String decodeUnreserved(String text) {
        return PERCENT_ENCODED.matcher(text).replaceAll(octet -> {
            char character = (char) Integer.parseInt(octet.group(1), 16);
            String replacement = UNRESERVED.indexOf(character) >= 0
                    ? String.valueOf(character)
                    : octet.group().toUpperCase(Locale.ROOT);
            return Matcher.quoteReplacement(replacement);
        });
    }

    /** RFC 3986 section 5.2.4, for a path that is empty or starts with a slash. */
    private static String removeDotSegments(String path) {
        StringBuilder output = new StringBuilder();
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            switch (segments[i]) {
                case "." -> output.append(last ? "/" : "");
                case ".." -> {
                    output.setLength(Math.max(output.lastIndexOf("/"), 0));
                    output.append(last ? "/" : "");
                }
                default -> output.append('/').append(segments[i]);
            }
        }
        return output.isEmpty() ? "/" : output.toString();
    }
}
