package dev.holdfast.risk.profile;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The form in which a profile is stored: numbers only, at most {@value #MOST} bytes whatever was sent. */
@SuppressWarnings("EnumOrdinal") // The index into the tables of a feature; the stored form has a version.
public final class ProfileBytes {

    /** No profile is larger. */
    public static final int MOST = 2048;

    /** The version of the form; a profile of another version is not read, and the identity starts cold. */
    private static final byte VERSION = 2;

    private ProfileBytes() {}

    /**
     * Writes a profile.
     *
     * @param profile the profile
     * @return its bytes
     */
    public static byte[] write(IdentityProfile profile) {
        ByteBuffer out = ByteBuffer.allocate(MOST);
        out.put(VERSION).putFloat((float) profile.lessons());
        out.putLong(profile.lastSeconds()).putLong(profile.activeSeconds());
        write(out, profile.roundTrip());
        write(out, profile.clockOffset());
        for (Feature feature : Feature.values()) {
            float[] counts = profile.counts()[feature.ordinal()];
            out.put((byte) (counts == null ? 0 : counts.length));
            for (int i = 0; counts != null && i < counts.length; i++) {
                out.putFloat(counts[i]);
            }
        }
        for (TopValues values : profile.known()) {
            out.put((byte) values.hashes().length);
            for (int i = 0; i < values.hashes().length; i++) {
                out.putLong(values.hashes()[i]).putFloat(values.counts()[i]);
            }
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /**
     * Reads a profile.
     *
     * @param bytes what {@link #write} wrote
     * @return the profile, empty for another version of the form
     */
    public static Optional<IdentityProfile> read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length == 0 || in.get() != VERSION) {
            return Optional.empty();
        }
        float lessons = in.getFloat();
        long lastSeconds = in.getLong();
        long activeSeconds = in.getLong();
        Moments roundTrip = new Moments(in.getFloat(), in.getFloat(), in.getFloat());
        Moments clockOffset = new Moments(in.getFloat(), in.getFloat(), in.getFloat());
        float[][] counts = new float[Feature.values().length][];
        for (int i = 0; i < counts.length; i++) {
            int length = in.get();
            counts[i] = length == 0 ? counts[i] : new float[length];
            for (int j = 0; j < length; j++) {
                counts[i][j] = in.getFloat();
            }
        }
        TopValues[] known = new TopValues[Known.values().length];
        for (int i = 0; i < known.length; i++) {
            int length = in.get();
            long[] hashes = new long[length];
            float[] seen = new float[length];
            for (int j = 0; j < length; j++) {
                hashes[j] = in.getLong();
                seen[j] = in.getFloat();
            }
            known[i] = new TopValues(hashes, seen);
        }
        return Optional.of(
                new IdentityProfile(counts, known, roundTrip, clockOffset, lessons, lastSeconds, activeSeconds));
    }

    private static void write(ByteBuffer out, Moments moments) {
        out.putFloat(moments.count()).putFloat(moments.mean()).putFloat(moments.squares());
    }
}
