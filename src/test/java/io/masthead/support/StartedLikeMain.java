package io.masthead.support;

import io.masthead.Masthead;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Tests start the application without its main method, so that what comes before is done here. */
public final class StartedLikeMain implements LauncherSessionListener {

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Masthead.answerEveryAddress();
  }
}
