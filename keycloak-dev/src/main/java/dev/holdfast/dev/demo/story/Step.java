package dev.holdfast.dev.demo.story;

import dev.holdfast.dev.demo.Narrator;

/** One step of the story. */
interface Step {

    /** A short sentence. */
    String title();

    /**
     * Plays it and tells what happened.
     *
     * @throws StepFailedException if something was not as it should be
     */
    void play(Cast cast, Narrator say);
}
