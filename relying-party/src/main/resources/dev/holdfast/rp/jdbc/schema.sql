-- The tables of dev.holdfast.rp.jdbc, for PostgreSQL and H2. Times are milliseconds since 1970.

-- Used DPoP proofs, as hashes: SHA-256 in base64url.
CREATE TABLE holdfast_used_proof (
    proof_hash VARCHAR(43) NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX holdfast_used_proof_expiry ON holdfast_used_proof (expires_at);

-- Security events that were taken in, as hashes: SHA-256 in base64url.
CREATE TABLE holdfast_seen_event (
    event_hash VARCHAR(43) NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX holdfast_seen_event_expiry ON holdfast_seen_event (expires_at);

-- Revocations in force. The position only grows; nodes read from the one they know on.
CREATE TABLE holdfast_revocation (
    position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    issuer VARCHAR NOT NULL,
    session_id VARCHAR,
    token_id VARCHAR,
    key_uri VARCHAR,
    user_id VARCHAR,
    client_id VARCHAR,
    event_time BIGINT NOT NULL,
    transaction_id VARCHAR,
    expires_at BIGINT NOT NULL
);
CREATE INDEX holdfast_revocation_expiry ON holdfast_revocation (expires_at);
