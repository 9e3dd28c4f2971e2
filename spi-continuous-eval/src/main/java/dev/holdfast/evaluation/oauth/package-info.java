/** How we authenticate where we call others: OAuth 2.0 client credentials, pure. */
@NullMarked
package dev.holdfast.evaluation.oauth;

import org.jspecify.annotations.NullMarked;
