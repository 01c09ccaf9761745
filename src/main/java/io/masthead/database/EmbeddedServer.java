package io.masthead.database;

import io.quarkus.runtime.Application;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A PostgreSQL server of our own in a data directory, for machines that have none. It listens on
 * the loopback address only, on a free port, and wants a password that stands in the directory.
 *
 * <p>One Masthead at a time may use a directory. The start survives what a crash leaves behind: an
 * orphaned server, a stale pid file, half an unpacking, half a cluster. A server that ends while it
 * is wanted is started again, where it was.
 */
final class EmbeddedServer implements AutoCloseable {

  /** Where the server can be reached, for this JVM and nobody else. */
  record Address(String url, String username, String password, Path cluster) {}

  private static final Logger LOG = Logger.getLogger(EmbeddedServer.class);

  /** The major version is part of the path, since a newer one cannot read the files. */
  private static final String CLUSTER = "pg17";

  private static final String USERNAME = "masthead";
  private static final Duration APPLICATION_STOP = Duration.ofSeconds(60);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Path data;
  private final Path cluster;
  private final boolean throwAway;
  private final DirectoryLock lock;
  private final Path binaries;
  private final int port;
  private final Address address;

  /** Set once, before the server is stopped on purpose. */
  private volatile boolean stopping;

  private EmbeddedServer(Path data, boolean throwAway) throws IOException {
    this.data = data;
    this.cluster = data.resolve(CLUSTER);
    this.throwAway = throwAway;
    Files.createDirectories(data);
    // Before anything else: without the lock the server found here may be serving another Masthead.
    this.lock = DirectoryLock.take(data);
    try {
      this.binaries = Binaries.unpackedIn(data);
      stopOrphan();
      String password = password();
      this.port = start();
      this.address =
          new Address(
              "jdbc:postgresql://127.0.0.1:" + port + "/postgres", USERNAME, password, cluster);
      watch();
    } catch (IOException | RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  /** The server in the directory, started if this JVM has not yet done so. */
  static Address runningIn(Path data) {
    return running(data.toAbsolutePath().normalize(), false);
  }

  /** A server in a temporary directory that is deleted when the JVM ends; one a JVM. */
  static Address runningThrowAway() {
    return running(null, true);
  }

  /**
   * Kept in system properties, not in a static field: a live reload and every test profile load
   * this class anew and must find the server again.
   */
  private static Address running(Path data, boolean throwAway) {
    synchronized (System.getProperties()) {
      String key = "io.masthead.database." + (throwAway ? "temporary" : data);
      String url = System.getProperty(key + ".url");
      if (url != null) {
        return new Address(
            url,
            USERNAME,
            System.getProperty(key + ".password"),
            Path.of(System.getProperty(key + ".cluster")));
      }
      EmbeddedServer server = start(throwAway ? temporaryDirectory() : data, throwAway);
      System.setProperty(key + ".url", server.address.url());
      System.setProperty(key + ".password", server.address.password());
      System.setProperty(key + ".cluster", server.cluster.toString());
      Runtime.getRuntime()
          .addShutdownHook(new Thread(server::closeAfterApplication, "embedded-postgresql-stop"));
      return server.address;
    }
  }

  static EmbeddedServer start(Path data, boolean throwAway) {
    try {
      return new EmbeddedServer(data, throwAway);
    } catch (IOException e) {
      throw new DatabaseUnusableException(
          "The embedded PostgreSQL cannot use the directory %s (setting MASTHEAD_DATA): %s: %s"
              .formatted(data, e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
  }

  Address address() {
    return address;
  }

  /** The process that owns the cluster, as its pid file has it. */
  Optional<ProcessHandle> process() throws IOException {
    return PidFile.of(cluster).flatMap(file -> ProcessHandle.of(file.pid()));
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("masthead-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that outlived its Masthead still holds the cluster; it is ours, since the lock is. */
  private void stopOrphan() throws IOException {
    Optional<PidFile> left = PidFile.of(cluster);
    if (left.isEmpty()) {
      return;
    }
    if (left.get().namesServerOf(cluster)) {
      LOG.infof("Stopping the embedded PostgreSQL that a killed Masthead left in %s", data);
      stopServer();
    } else if (ProcessHandle.of(left.get().pid()).isPresent()) {
      // The number has gone to some other program; PostgreSQL would take that one for a server.
      Files.delete(PidFile.path(cluster));
    }
  }

  private String password() throws IOException {
    Path file = data.resolve(CLUSTER + ".password");
    if (!Files.exists(cluster)) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      Files.deleteIfExists(file);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(file, HexFormat.of().formatHex(random));
      createCluster(file);
    }
    return Files.readString(file).strip();
  }

  /**
   * Made beside its place and moved there when whole, so that a cluster that exists is complete.
   */
  private void createCluster(Path passwordFile) throws IOException {
    Path unfinished = data.resolve(CLUSTER + ".new");
    DirectoryTree.delete(unfinished);
    List<String> command =
        command(
            "initdb",
            "--pgdata=" + unfinished,
            "--username=" + USERNAME,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            // Sorts and folds alike on every machine; words of every script are still words.
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--lc-ctype=" + characterClasses());
    if (throwAway) {
      command.add("--no-sync");
    }
    run(command, "make its files");
    Files.move(unfinished, cluster, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String characterClasses() {
    String os = System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT);
    if (os.contains("win")) {
      return "C";
    }
    return os.contains("mac") ? "en_US.UTF-8" : "C.UTF-8";
  }

  /** Gives the port, which was free. */
  private int start() throws IOException {
    Path log = log();
    for (int attempt = 1; ; attempt++) {
      int free = freePort();
      try {
        startOn(free);
        return free;
      } catch (DatabaseUnusableException e) {
        String said = Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
        // Another program was quicker at the port, or the last children of a killed server live on.
        boolean passing =
            said.contains("Address already in use") || said.contains("is still in use");
        if (!passing || attempt == 5) {
          throw e;
        }
        pause();
      }
    }
  }

  private void startOn(int wanted) throws IOException {
    Path log = log();
    if (Files.exists(log)) {
      Files.move(log, data.resolve(CLUSTER + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    run(
        command(
            "pg_ctl",
            "--pgdata=" + cluster,
            "--log=" + log,
            "--options=" + options(wanted),
            "--wait",
            "start"),
        "start; see " + log);
  }

  private Path log() {
    return data.resolve(CLUSTER + ".log");
  }

  /** The server is no child of ours (pg_ctl leaves it behind), so that only its number is known. */
  private void watch() throws IOException {
    process()
        .ifPresent(
            server ->
                server
                    .onExit()
                    .thenRun(
                        () -> {
                          Thread again = new Thread(this::startAgain, "embedded-postgresql-again");
                          again.setDaemon(true);
                          again.start();
                        }));
  }

  private void startAgain() {
    Duration pause = FIRST_PAUSE;
    String fault = "it ended unexpectedly";
    while (!stopping) {
      LOG.warnf(
          "The embedded PostgreSQL in %s is started again in %d s: %s",
          data, pause.toSeconds(), fault);
      try {
        Thread.sleep(pause.toMillis());
        if (startWhereItWas()) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (IOException | DatabaseUnusableException e) {
        fault = e.getMessage();
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
      }
    }
  }

  /** Not while it is being stopped: what is started then would outlive us. */
  private synchronized boolean startWhereItWas() throws IOException {
    if (stopping) {
      return false;
    }
    stopOrphan();
    startOn(port);
    watch();
    return true;
  }

  private String options(int port) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "timezone=UTC",
                "log_timezone=UTC"));
    if (throwAway) {
      settings.addAll(List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off"));
    }
    return "-c " + String.join(" -c ", settings);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopServer() {
    run(
        command("pg_ctl", "--pgdata=" + cluster, "--mode=fast", "--wait", "--timeout=30", "stop"),
        "stop");
  }

  /** Requests that are being answered still need the database, so the application stops first. */
  private void closeAfterApplication() {
    stopping = true;
    Application application = Application.currentApplication();
    if (application != null) {
      Thread wait = new Thread(application::awaitShutdown, "embedded-postgresql-wait");
      wait.setDaemon(true);
      wait.start();
      try {
        wait.join(APPLICATION_STOP.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    close();
  }

  /** Stops the server and gives the directory free; a throw-away directory is deleted. */
  @Override
  public void close() {
    stopping = true;
    synchronized (this) {
      stop();
    }
  }

  private void stop() {
    try {
      if (PidFile.of(cluster).isPresent()) {
        stopServer();
      }
      lock.close();
      if (throwAway) {
        DirectoryTree.delete(data);
      }
    } catch (IOException | DatabaseUnusableException e) {
      // The next start deals with what is left.
      LOG.warnf("The embedded PostgreSQL in %s did not stop cleanly: %s", data, e.getMessage());
    }
  }

  /** Ends this object as a killed JVM would: the lock goes, the server stays. */
  void abandon() throws IOException {
    stopping = true;
    lock.close();
  }

  private List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      // PostgreSQL refuses root; in a user namespace of its own it does not see that it is.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(binaries.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"))
        && System.getProperty("os.name").equals("Linux");
  }

  private void run(List<String> command, String purpose) {
    Path output = data.resolve("postgresql-command.log");
    try {
      // A file, not a pipe: the server inherits it and would keep a pipe open.
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(data.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new DatabaseUnusableException(
            "The embedded PostgreSQL in %s did not %s within 120 s.".formatted(data, purpose));
      }
      if (process.exitValue() != 0) {
        throw new DatabaseUnusableException(
            "The embedded PostgreSQL in %s could not %s: %s"
                .formatted(data, purpose, lastLine(output)));
      }
    } catch (IOException e) {
      throw new DatabaseUnusableException(
          "The embedded PostgreSQL in %s could not %s: %s".formatted(data, purpose, e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseUnusableException("Interrupted while PostgreSQL was to " + purpose, e);
    }
  }

  private static String lastLine(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("no reason given");
    }
  }
}
