/** The decision journal in Keycloak's database: table, entities, writing behind, purging, and replays of a policy over it. */
@NullMarked
package dev.holdfast.risk.keycloak.jpa;

import org.jspecify.annotations.NullMarked;
