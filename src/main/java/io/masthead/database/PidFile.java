package io.masthead.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What {@code postmaster.pid} says of the server that has, or had, a cluster. */
record PidFile(long pid) {

  static Path path(Path cluster) {
    return cluster.resolve("postmaster.pid");
  }

  /** The cluster's pid file, if there is one that names a process. */
  static Optional<PidFile> of(Path cluster) throws IOException {
    try {
      String first = Files.readString(path(cluster)).lines().findFirst().orElse("").strip();
      return first.matches("[0-9]{1,18}")
          ? Optional.of(new PidFile(Long.parseLong(first)))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether the process lives and is this cluster's server. Numbers are used again, after a restart
   * of a container almost surely, so a living process proves nothing.
   */
  boolean namesServerOf(Path cluster) {
    Optional<ProcessHandle.Info> info =
        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(ProcessHandle::info);
    if (info.isEmpty()) {
      return false;
    }
    boolean postgres =
        info.get()
            .command()
            .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
            .orElse(false);
    // Not every system tells the arguments.
    boolean ours =
        info.get()
            .arguments()
            .map(
                arguments -> Arrays.stream(arguments).anyMatch(a -> a.contains(cluster.toString())))
            .orElse(true);
    return postgres && ours;
  }
}
