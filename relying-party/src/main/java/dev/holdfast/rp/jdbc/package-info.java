/**
 * What several nodes of one relying party remember together, in a database: PostgreSQL or H2. Only {@code java.sql} is needed
 * beside the driver. The tables stand in the resource {@code dev/holdfast/rp/jdbc/schema.sql}; nothing here creates them.
 */
@NullMarked
package dev.holdfast.rp.jdbc;

import org.jspecify.annotations.NullMarked;
