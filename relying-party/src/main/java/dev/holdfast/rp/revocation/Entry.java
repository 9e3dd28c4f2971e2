package dev.holdfast.rp.revocation;

import dev.holdfast.rp.token.VerifiedToken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the index keeps of a revocation: 48 bytes. The member under which it is filed stands in full as the key of the map;
 * of the others 64 bits of a digest are enough, for they are asked only of a token that has the first one.
 */
final class Entry {

    /** All members that the subject has. */
    final byte members;
    /** Digest of all members but the one under which it is filed; 0 if there are none. */
    final long others;

    final long eventMillis;
    final long expiresAtMillis;
    /** Further revocations under the same name, such as one user's at several clients. */
    final @Nullable Entry next;

    private Entry(byte members, long others, long eventMillis, long expiresAtMillis, @Nullable Entry next) {
        this.members = members;
        this.others = others;
        this.eventMillis = eventMillis;
        this.expiresAtMillis = expiresAtMillis;
        this.next = next;
    }

    /** Filed under its most exact member, so that few others lie beside it. */
    static Member filedUnder(RevokedSubject subject) {
        for (Member member : Member.values()) {
            if (member.of(subject).isPresent()) {
                return member;
            }
        }
        throw new IllegalArgumentException("a subject without members is nobody");
    }

    static Entry of(Revocation revocation, Member filedUnder) {
        int members = 0;
        for (Member member : Member.values()) {
            members |= member.of(revocation.subject()).isPresent() ? member.bit() : 0;
        }
        return new Entry(
                (byte) members,
                digest(members & ~filedUnder.bit(), member -> member.of(revocation.subject())),
                revocation.eventTime().toEpochMilli(),
                revocation.expiresAt().toEpochMilli(),
                null);
    }

    Entry before(@Nullable Entry rest) {
        return new Entry(members, others, eventMillis, expiresAtMillis, rest);
    }

    /** Of two of the same subject, the one that cuts off more stays in force, and as long as the longer one. */
    Entry later(Entry other) {
        return new Entry(
                members,
                others,
                Math.max(eventMillis, other.eventMillis),
                Math.max(expiresAtMillis, other.expiresAtMillis),
                null);
    }

    boolean hasSubjectOf(Entry other) {
        return members == other.members && others == other.others;
    }

    boolean isAsStrongAs(Entry other) {
        return eventMillis >= other.eventMillis && expiresAtMillis >= other.expiresAtMillis;
    }

    /** Whether it concerns a token that has the member under which this is filed. */
    boolean concerns(VerifiedToken token, Member filedUnder) {
        boolean isFinal = (members & (Member.SESSION.bit() | Member.TOKEN.bit())) != 0;
        int rest = members & ~filedUnder.bit();
        return (isFinal || token.issuedAt().toEpochMilli() <= eventMillis)
                && (rest == 0 || others == digest(rest, member -> member.of(token)));
    }

    private static long digest(int members, Function<Member, Optional<String>> values) {
        if (members == 0) {
            return 0;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Member member : Member.values()) {
                if ((members & member.bit()) != 0) {
                    byte[] value = values.apply(member).orElse("").getBytes(StandardCharsets.UTF_8);
                    digest.update(ByteBuffer.allocate(8)
                            .putInt(member.bit())
                            .putInt(value.length)
                            .flip());
                    digest.update(value);
                }
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }
}
