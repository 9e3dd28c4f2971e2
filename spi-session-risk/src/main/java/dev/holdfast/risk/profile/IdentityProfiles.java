package dev.holdfast.risk.profile;

import java.util.Optional;

/** Keeps the profiles of identities. */
public interface IdentityProfiles {

    /**
     * Reads a profile.
     *
     * @param identity names the identity within the server
     * @return its profile, empty if nothing was learned
     */
    Optional<IdentityProfile> find(String identity);

    /**
     * Keeps a profile. Two nodes that learn at once may lose one another's lesson, which changes no likelihood much.
     *
     * @param identity names the identity
     * @param profile its profile
     */
    void keep(String identity, IdentityProfile profile);
}
