package dev.holdfast.binding.nonce;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a nonce is good for: it is accepted in exactly the scope that it was issued for. */
public sealed interface NonceScope {

    /**
     * The realm that issues the nonce.
     *
     * @return its id
     */
    String realm();

    /**
     * Any request to the realm.
     *
     * @param realm its id
     */
    record General(String realm) implements NonceScope {}

    /**
     * The answer to one challenge.
     *
     * @param realm its id
     * @param holder whom the challenge is put to: a session id, or the client and its key
     */
    record Challenge(String realm, String holder) implements NonceScope {}

    /**
     * Whether the scope is that of a challenge.
     *
     * @return false for {@link General}
     */
    default boolean isChallenge() {
        return this instanceof Challenge;
    }

    /** Unambiguous as bytes: realm and holder may contain any character. */
    default byte[] encoded() {
        byte[] realm = realm().getBytes(StandardCharsets.UTF_8);
        byte[] holder =
                this instanceof Challenge challenge ? challenge.holder().getBytes(StandardCharsets.UTF_8) : new byte[0];
        return ByteBuffer.allocate(1 + Integer.BYTES + realm.length + holder.length)
                .put((byte) (isChallenge() ? 1 : 0))
                .putInt(realm.length)
                .put(realm)
                .put(holder)
                .array();
    }
}
