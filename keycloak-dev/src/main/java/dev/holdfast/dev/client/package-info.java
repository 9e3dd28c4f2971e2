/** What an agent, a thief and an administrator say to Keycloak over HTTP. */
@NullMarked
package dev.holdfast.dev.client;

import org.jspecify.annotations.NullMarked;
