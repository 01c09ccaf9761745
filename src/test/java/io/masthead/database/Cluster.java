package io.masthead.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server of a test, of the programs that the embedded one has, for what is done to a
 * server rather than to a database: it is copied while it runs, killed, recovered, followed. It
 * keeps its port from one start to the next.
 */
public final class Cluster implements AutoCloseable {

  public static final String USERNAME = "masthead";
  public static final String PASSWORD = "of-a-test";

  /** What is in these is of the server that runs, and no part of a copy. */
  private static final Set<String> NOT_COPIED =
      Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots");

  private static final Set<String> OF_THE_PROCESS = Set.of("postmaster.pid", "postmaster.opts");

  private final Path root;
  private final Path binaries;
  private final Path directory;
  private final int port;
  private boolean running;

  private Cluster(Path root, String name, int port) throws IOException {
    this.root = root;
    this.binaries = Binaries.unpackedIn(root);
    this.directory = root.resolve(name);
    this.port = port;
  }

  /**
   * An empty one, which does not run yet.
   *
   * @param root where its programs go, and its files under its name
   * @param settings lines of its configuration
   */
  public static Cluster create(Path root, String name, String... settings) throws Exception {
    Cluster cluster = new Cluster(root, name, freePort());
    Path password = Files.writeString(root.resolve(name + ".password"), PASSWORD);
    cluster.run(
        "initdb",
        "--pgdata=" + cluster.directory,
        "--username=" + USERNAME,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync");
    cluster.set("fsync = off");
    cluster.set(settings);
    return cluster;
  }

  /** A server over files that were copied there, on a port of its own. */
  public Cluster over(String copy) throws IOException {
    return new Cluster(root, copy, freePort());
  }

  /** A server over files that were copied there, where this one was. */
  public Cluster inItsPlace(String copy) throws IOException {
    return new Cluster(root, copy, port);
  }

  public Path directory() {
    return directory;
  }

  /** More lines of its configuration; the last that names a setting holds. */
  public void set(String... settings) throws IOException {
    Path file = directory.resolve("postgresql.conf");
    Files.writeString(file, Files.readString(file) + "\n" + String.join("\n", settings) + "\n");
  }

  /** Starts it and waits until it can be read, which in a recovery may be before its end. */
  public void start() throws Exception {
    run(
        "pg_ctl",
        "--pgdata=" + directory,
        "--log=" + log(),
        "--options=-c port="
            + port
            + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c timezone=UTC",
        "--timeout=120",
        "--wait",
        "start");
    running = true;
  }

  public void stop() throws Exception {
    running = false;
    run("pg_ctl", "--pgdata=" + directory, "--mode=fast", "--wait", "stop");
  }

  /** As a power failure does. */
  public void kill() throws Exception {
    running = false;
    ProcessHandle server =
        ProcessHandle.of(PidFile.of(directory).orElseThrow().pid()).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
    all.add(server);
    server.destroyForcibly();
    for (ProcessHandle one : all) {
      one.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() throws Exception {
    if (running) {
      stop();
    }
  }

  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  public int port() {
    return port;
  }

  public Connection connection() throws SQLException {
    return DriverManager.getConnection(url(), USERNAME, PASSWORD);
  }

  public void execute(String sql) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The only value of the only row. */
  public String ask(String sql) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next(), sql);
      return rows.getString(1);
    }
  }

  /**
   * Copies its files while it runs, as {@code pg_basebackup} does, which is none of our programs.
   * Without the log of what is written meanwhile, which the copy wants to be started with: from an
   * archive, or from this server.
   */
  public void copyTo(String name) throws Exception {
    Path copy = root.resolve(name);
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_backup_start('" + name + "', true)");
      Files.createDirectory(
          copy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      copyFiles(copy);
      Files.createDirectory(copy.resolve("pg_wal/archive_status"));
      // Last, as it tells from where the others are to be brought up to date.
      copyFile(directory.resolve("global/pg_control"), copy.resolve("global/pg_control"));
      try (ResultSet rows = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
        assertTrue(rows.next());
        Files.writeString(copy.resolve("backup_label"), rows.getString(1));
      }
    }
  }

  private void copyFiles(Path copy) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes of)
              throws IOException {
            Path within = directory.relativize(from);
            if (!from.equals(directory)) {
              Files.createDirectory(copy.resolve(within));
            }
            return NOT_COPIED.contains(within.toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path from, BasicFileAttributes of) throws IOException {
            Path within = directory.relativize(from);
            if (!OF_THE_PROCESS.contains(within.toString())
                && !within.endsWith("global/pg_control")) {
              copyFile(from, copy.resolve(within));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path from, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
  }

  /** A table that was dropped meanwhile is dropped in the copy as well. */
  private static void copyFile(Path from, Path to) throws IOException {
    try {
      Files.copy(from, to);
    } catch (NoSuchFileException e) {
      Files.deleteIfExists(to);
    }
  }

  private Path log() {
    return root.resolve(directory.getFileName() + ".log");
  }

  private void run(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))
        && System.getProperty("os.name").equals("Linux")) {
      // PostgreSQL refuses root; in a user namespace of its own it does not see that it is.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(binaries.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    // A file, not a pipe: the server inherits it and would keep a pipe open.
    Path output = root.resolve("command.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    assertTrue(process.waitFor(180, TimeUnit.SECONDS), program);
    assertEquals(
        0,
        process.exitValue(),
        () -> {
          try {
            return Files.readString(output) + (Files.exists(log()) ? Files.readString(log()) : "");
          } catch (IOException e) {
            return e.toString();
          }
        });
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
