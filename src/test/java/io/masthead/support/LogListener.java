package io.masthead.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Looks through the log of a run, once it is over, for the {@link Secrets} that it used, and leaves
 * what it found to {@code LogSecretsIT}.
 */
public final class LogListener implements LauncherSessionListener {

  /** Of the application in the tests, on top of what the console has: src/main/resources. */
  private static final Path LOG = Path.of("target", "suite.log");

  public static final Path FOUND = Path.of("target", "secrets-in-log.txt");

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    try {
      Files.deleteIfExists(LOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (!Files.exists(LOG)) {
      // No test of this run has started the application.
      return;
    }
    try (Stream<String> lines = Files.lines(LOG, StandardCharsets.ISO_8859_1)) {
      List<String> told = new ArrayList<>(Secrets.in(lines));
      told.add(0, "%d secrets of the run were looked for in %s".formatted(Secrets.count(), LOG));
      Files.write(FOUND, told);
      told.forEach(System.out::println);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
