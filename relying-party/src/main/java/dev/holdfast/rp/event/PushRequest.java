package dev.holdfast.rp.event;

import java.io.InputStream;
import java.util.Optional;

/**
 * What a web framework hands over of a POST to the push endpoint (RFC 8935 section 2.1).
 *
 * @param contentType value of the {@code Content-Type} header
 * @param authorization value of the {@code Authorization} header; empty if there is none, or more than one
 * @param body the body; read at most up to the limit, closed by the caller
 */
public record PushRequest(Optional<String> contentType, Optional<String> authorization, InputStream body) {

    /** Names no header: one holds a secret. */
    @Override
    public String toString() {
        return "PushRequest";
    }
}
