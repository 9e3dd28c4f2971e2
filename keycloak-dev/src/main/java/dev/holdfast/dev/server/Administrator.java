package dev.holdfast.dev.server;

/**
 * The first administrator of a server that lives for a demonstration or a test.
 *
 * @param password never printed by {@link #toString}
 */
public record Administrator(String user, String password) {

    /** The one of a server on your own machine. */
    public static final Administrator LOCAL = new Administrator("admin", "admin");

    @Override
    public String toString() {
        return "Administrator[" + user + "]";
    }
}
