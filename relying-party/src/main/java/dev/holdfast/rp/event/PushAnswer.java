package dev.holdfast.rp.event;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.Map;

/** How to answer a push (RFC 8935 sections 2.2 to 2.4). */
public sealed interface PushAnswer {

    /**
     * The HTTP status.
     *
     * @return 202, 400, 401 or 503
     */
    int status();

    /**
     * The headers to send, apart from the length.
     *
     * @return names and values
     */
    default Map<String, String> headers() {
        return Map.of();
    }

    /**
     * The body to send, in UTF-8.
     *
     * @return empty but for {@link Refused}
     */
    default String body() {
        return "";
    }

    /** Taken in, now or before. */
    record Accepted() implements PushAnswer {
        @Override
        public int status() {
            return 202;
        }
    }

    /** The {@code Authorization} header is not the agreed one. Nothing else was looked at. */
    record Unauthorized() implements PushAnswer {
        @Override
        public int status() {
            return 401;
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("WWW-Authenticate", "Bearer");
        }
    }

    /**
     * Refused for good: sending the same again does not help.
     *
     * @param code what is wrong
     * @param description for people
     */
    record Refused(EventException.Code code, String description) implements PushAnswer {
        @Override
        public int status() {
            return 400;
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Content-Type", "application/json", "Content-Language", "en");
        }

        @Override
        public String body() {
            return JSONObjectUtils.toJSONString(Map.of("err", code.value(), "description", description));
        }
    }

    /**
     * Could not be taken in now; the transmitter should try again.
     *
     * @param cause what failed, for the log and never for the answer
     */
    record Unavailable(RuntimeException cause) implements PushAnswer {
        @Override
        public int status() {
            return 503;
        }
    }
}
