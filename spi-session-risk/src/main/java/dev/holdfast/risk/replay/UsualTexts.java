package dev.holdfast.risk.replay;

/** Gives equal texts as one object, as far as it remembers: a recording says the same few words in every line. */
final class UsualTexts {

    private static final int SLOTS = 4096;

    private final String[] slots = new String[SLOTS];

    String of(String text) {
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
        String known = slots[slot];
        if (text.equals(known)) {
            return known;
        }
        slots[slot] = text;
        return text;
    }
}
