package dev.holdfast.evaluation.keycloak.signal;

import dev.holdfast.evaluation.signal.Transmitter;
import java.util.Optional;
import org.keycloak.provider.Provider;

/**
 * A transmitter as it is configured in a realm: a component of this type.
 *
 * @param componentId the component
 * @param transmitter what it may do
 * @param bearer the secret that it authenticates with when it pushes, or a reference to Keycloak's vault
 * @param source where its events are polled, empty if it pushes
 * @param jwksUrl where its keys are fetched, empty if they are given
 * @param jwks its keys as a JWKS document, empty if they are fetched
 */
public record SignalTransmitter(
        String componentId,
        Transmitter transmitter,
        String bearer,
        Optional<PollSource> source,
        String jwksUrl,
        String jwks)
        implements Provider {

    @Override
    public void close() {}

    /** Names no secret. */
    @Override
    public String toString() {
        return "SignalTransmitter[" + transmitter.name() + "]";
    }
}
