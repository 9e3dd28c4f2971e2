/** DPoP proofs that are refused before any policy runs: with the right error, and never as an error of the server. */
@NullMarked
package dev.holdfast.binding.keycloak.proof;

import org.jspecify.annotations.NullMarked;
