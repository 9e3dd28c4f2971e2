package dev.holdfast.risk.infinispan;

import dev.holdfast.risk.profile.IdentityProfile;
import dev.holdfast.risk.profile.ProfileBytes;
import java.util.Optional;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** {@link IdentityProfile} as it is stored: at most {@value ProfileBytes#MOST} bytes. */
@ProtoTypeId(1_920_205)
public final class StoredProfile {

    private final byte[] bytes;

    @ProtoFactory
    StoredProfile(byte[] bytes) {
        this.bytes = bytes;
    }

    static StoredProfile of(IdentityProfile profile) {
        return new StoredProfile(ProfileBytes.write(profile));
    }

    /**
     * The form of {@link ProfileBytes}.
     *
     * @return the bytes
     */
    @ProtoField(number = 1)
    public byte[] getBytes() {
        return bytes;
    }

    Optional<IdentityProfile> toProfile() {
        return ProfileBytes.read(bytes);
    }
}
