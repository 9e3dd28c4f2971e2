package dev.holdfast.dev.it;

import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person's browser: keeps cookies, follows redirects within the server, sends the forms it is shown. */
final class BrowserLogin {

    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");
    private static final int MOST_REDIRECTS = 8;

    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final String server;

    /**
     * A fresh browser.
     *
     * @param realm whose server it visits; redirects elsewhere are not followed
     */
    BrowserLogin(TestRealm realm) {
        server = realm.issuer().toString().replaceFirst("/realms/.*", "");
    }

    /** Logs a user in at an authorization endpoint and reads the code out of the last redirect. */
    String code(URI authorization, String user) {
        return code(login(authorization, user));
    }

    /** Goes to an authorization endpoint in the session of an earlier login, as single sign-on has it. */
    String codeAgain(URI authorization) {
        return code(get(authorization));
    }

    private static String code(HttpAnswer last) {
        Matcher code = CODE.matcher(last.header("Location").orElse(""));
        if (!code.find()) {
            throw new IllegalStateException("No code after the login: " + last.status());
        }
        return code.group(1);
    }

    /** Logs a user in and agrees to what is asked next. */
    void approve(URI verification, String user) {
        HttpAnswer consent = login(verification, user);
        submit(consent, Map.of("accept", "Yes"));
    }

    private HttpAnswer login(URI start, String user) {
        HttpAnswer form = get(start);
        return submit(form, Map.of("username", user, "password", RealmDraft.PASSWORD, "credentialId", ""));
    }

    private HttpAnswer submit(HttpAnswer page, Map<String, String> fields) {
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new IllegalStateException("No form on the page, status " + page.status());
        }
        URI action = URI.create(server).resolve(form.group(1).replace("&amp;", "&"));
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return follow(send(
                action,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    private HttpAnswer get(URI uri) {
        return follow(send(uri, HttpRequest.newBuilder().GET()));
    }

    private HttpAnswer follow(HttpAnswer first) {
        HttpAnswer answer = first;
        for (int hop = 0; hop < MOST_REDIRECTS; hop++) {
            String next = answer.header("Location").orElse("");
            if (!next.startsWith(server)) {
                return answer;
            }
            answer = send(URI.create(next), HttpRequest.newBuilder().GET());
        }
        throw new IllegalStateException("Too many redirects");
    }

    private HttpAnswer send(URI uri, HttpRequest.Builder request) {
        request.uri(uri);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpAnswer answer = Http.send(request.build());
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0];
            int equals = pair.indexOf('=');
            cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return answer;
    }
}
