package dev.holdfast.evaluation.keycloak.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What an administrator reads and does. */
public final class HoldfastAdminResource {

    private static final String OPENAPI = "openapi.yaml";

    private final AdminCall call;
    private final DecisionStreams decisionStreams;

    HoldfastAdminResource(AdminCall call, DecisionStreams decisionStreams) {
        this.decisionStreams = decisionStreams;
        this.call = call;
    }

    /**
     * Sessions with their histories.
     *
     * @return the resource
     */
    @Path("sessions")
    public SessionsResource sessions() {
        return new SessionsResource(call);
    }

    /**
     * Clients as identities: what is known of them, and their keys.
     *
     * @return the resource
     */
    @Path("identities")
    public IdentitiesResource identities() {
        return new IdentitiesResource(call);
    }

    /**
     * Streams of security events.
     *
     * @return the resource
     */
    @Path("streams")
    public StreamsResource streams() {
        return new StreamsResource(call);
    }

    /**
     * The decision journal.
     *
     * @return the resource
     */
    @Path("decisions")
    public DecisionsResource decisions() {
        return new DecisionsResource(call, decisionStreams);
    }

    /**
     * Replays of the journal under a proposed policy.
     *
     * @return the resource
     */
    @Path("policy-replays")
    public PolicyReplaysResource policyReplays() {
        return new PolicyReplaysResource(call);
    }

    /**
     * The break-glass.
     *
     * @return the resource
     */
    @Path("mode")
    public ModeResource mode() {
        return new ModeResource(call);
    }

    /**
     * The description of all this (OpenAPI 3.1).
     *
     * @return YAML
     * @throws IOException if the resource cannot be read
     */
    @GET
    @Path("openapi")
    @Produces("application/yaml")
    public String openapi() throws IOException {
        call.permissions().requireAnyAdminRole();
        try (InputStream yaml = HoldfastAdminResource.class.getResourceAsStream(OPENAPI)) {
            if (yaml == null) {
                throw new IOException(OPENAPI + " is not in the jar");
            }
            return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
