/** Signed JSON Web Tokens of one issuer: where its keys come from, and when a signature counts. */
@NullMarked
package dev.holdfast.rp.jwt;

import org.jspecify.annotations.NullMarked;
