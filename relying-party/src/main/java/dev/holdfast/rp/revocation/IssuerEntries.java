package dev.holdfast.rp.revocation;

import dev.holdfast.rp.token.VerifiedToken;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The revocations of one issuer, by member and name. Many may read while one writes. */
final class IssuerEntries {

    private static final Member[] MEMBERS = Member.values();

    private final Map<Member, Map<String, Entry>> byMember = new EnumMap<>(Member.class);

    IssuerEntries() {
        for (Member member : MEMBERS) {
            byMember.put(member, new ConcurrentHashMap<>());
        }
    }

    /** When the revocation happened that concerns a token, in milliseconds. */
    OptionalLong find(VerifiedToken token, long nowMillis) {
        for (Member member : MEMBERS) {
            @Nullable String name = member.of(token).orElse(null);
            @Nullable Entry entry = name == null ? null : at(member).get(name);
            for (; entry != null; entry = entry.next) {
                if (entry.expiresAtMillis > nowMillis && entry.concerns(token, member)) {
                    return OptionalLong.of(entry.eventMillis);
                }
            }
        }
        return OptionalLong.empty();
    }

    /** What is known of the same subject. */
    @Nullable
    Entry find(Member member, String name, Entry like) {
        for (@Nullable Entry entry = at(member).get(name); entry != null; entry = entry.next) {
            if (entry.hasSubjectOf(like)) {
                return entry;
            }
        }
        return null;
    }

    void put(Member member, String name, Entry added) {
        at(member).merge(name, added, (old, one) -> {
            @Nullable Entry rest = null;
            Entry strongest = one;
            for (@Nullable Entry entry = old; entry != null; entry = entry.next) {
                if (entry.hasSubjectOf(one)) {
                    strongest = one.later(entry);
                } else {
                    rest = entry.before(rest);
                }
            }
            return strongest.before(rest);
        });
    }

    /** Drops what has expired; returns how many that were. */
    int drop(long nowMillis) {
        int[] dropped = {0};
        for (Member member : MEMBERS) {
            Map<String, Entry> entries = at(member);
            for (String name : entries.keySet()) {
                entries.computeIfPresent(name, (same, old) -> {
                    @Nullable Entry rest = null;
                    for (@Nullable Entry entry = old; entry != null; entry = entry.next) {
                        if (entry.expiresAtMillis > nowMillis) {
                            rest = entry.before(rest);
                        } else {
                            dropped[0]++;
                        }
                    }
                    return rest;
                });
            }
        }
        return dropped[0];
    }

    private Map<String, Entry> at(Member member) {
        return byMember.getOrDefault(member, Map.of());
    }
}
