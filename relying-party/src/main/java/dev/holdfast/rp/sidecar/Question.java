package dev.holdfast.rp.sidecar;

import dev.holdfast.rp.token.ApiRequest;

/** What a gateway asks. */
sealed interface Question {

    /**
     * A request is described.
     *
     * @param request the request that the gateway got
     * @param subrequest whether the gateway is nginx, which passes on 401 and 403 only
     */
    record About(ApiRequest request, boolean subrequest) implements Question {}

    /**
     * The description is missing, or there are two of them, or it names an origin that is not one of ours. The gateway is
     * set up wrong or a client tries to speak in its place.
     */
    record Unclear() implements Question {}
}
