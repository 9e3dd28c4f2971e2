package dev.holdfast.dev.it;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Ends with the test run what {@link Servers} started. */
public final class StopServersAtTheEnd implements LauncherSessionListener {

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        Servers.stopAll();
    }
}
