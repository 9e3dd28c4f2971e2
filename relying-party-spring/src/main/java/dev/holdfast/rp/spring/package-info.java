/** The relying-party library as Spring Boot auto-configuration. */
@NullMarked
package dev.holdfast.rp.spring;

import org.jspecify.annotations.NullMarked;
