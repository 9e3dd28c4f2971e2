package dev.holdfast.evaluation.keycloak.ssf.poll;

/** What a receiver is told whose token is not enough (RFC 6750 section 3). */
public final class BearerChallenge {

    /** The token is good, and allows less than what was asked. */
    public static final String INSUFFICIENT_SCOPE =
            "Bearer error=\"insufficient_scope\", scope=\"ssf.read ssf.manage\"";

    /** The token is not good. */
    public static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";

    /** There was none. */
    public static final String NO_TOKEN = "Bearer";

    private BearerChallenge() {}
}
