/** What others may tell of our sessions: which security events are believed and what each may cause, pure. */
@NullMarked
package dev.holdfast.evaluation.signal;

import org.jspecify.annotations.NullMarked;
