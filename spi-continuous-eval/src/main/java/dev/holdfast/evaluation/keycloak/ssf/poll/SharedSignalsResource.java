package dev.holdfast.evaluation.keycloak.ssf.poll;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;

/** Keycloak's own endpoints of the transmitter, with one of ours in place of its poll. */
public final class SharedSignalsResource {

    private final SsfTransmitterProvider transmitter;
    private final LongPollResource poll;

    SharedSignalsResource(SsfTransmitterProvider transmitter, LongPollResource poll) {
        this.transmitter = transmitter;
        this.poll = poll;
    }

    /** Streams. */
    @Path("/streams")
    public Object streams() {
        return transmitter.streamManagementResource();
    }

    /** The status of a stream. */
    @Path("/streams/status")
    public Object status() {
        return transmitter.streamStatusResource();
    }

    /** Verification. */
    @Path("/verify")
    public Object verification() {
        return transmitter.streamVerificationResource();
    }

    /** Subjects, unless they are switched off. */
    @Path("/subjects")
    public Object subjects() {
        if (!transmitter.getConfig().isSubjectManagementEnabled()) {
            throw new NotFoundException();
        }
        return transmitter.subjectManagementResource();
    }

    /** Polling, under the address that the stream advertises. */
    @Path("/receivers/{clientId}/streams/{streamId}/poll")
    public Object poll() {
        return poll;
    }
}
