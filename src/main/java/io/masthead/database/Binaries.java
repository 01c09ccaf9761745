package io.masthead.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The embedded server's programs, which the build put on the class path for its own kind of
 * machine.
 */
final class Binaries {

  private static final String PREFIX = "postgresql-";

  private Binaries() {}

  /**
   * The unpacked programs under the data directory; unpacked if these are not there yet. Older ones
   * are removed. The caller holds the directory's lock.
   */
  static Path unpackedIn(Path data) throws IOException {
    String resource = resource();
    byte[] archive;
    try (InputStream in = Binaries.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new DatabaseUnusableException(
            "There is no embedded PostgreSQL for this kind of machine in this build (%s): build it here, or set QUARKUS_DATASOURCE_JDBC_URL."
                .formatted(resource));
      }
      archive = in.readAllBytes();
    }
    Path unpacked = data.resolve(PREFIX + fingerprint(archive));
    if (!Files.exists(unpacked)) {
      Path unfinished = data.resolve(PREFIX + "new");
      DirectoryTree.delete(unfinished);
      unpack(archive, unfinished);
      Files.move(unfinished, unpacked, StandardCopyOption.ATOMIC_MOVE);
      removeOthers(data, unpacked);
    }
    return unpacked;
  }

  private static String resource() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String system = os.contains("win") ? "windows" : os.contains("mac") ? "darwin" : "linux";
    String machine =
        switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> arch;
        };
    return "postgres-" + system + "-" + machine + ".txz";
  }

  private static String fingerprint(byte[] archive) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void unpack(byte[] archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new java.io.ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          continue;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
          Files.createLink(path, target.resolve(entry.getLinkName()));
        } else {
          Files.copy(tar, path);
          if (path.getParent().endsWith("bin") && !path.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + path);
          }
        }
      }
    }
  }

  private static void removeOthers(Path data, Path kept) throws IOException {
    List<Path> others;
    try (Stream<Path> entries = Files.list(data)) {
      others =
          entries
              .filter(path -> Files.isDirectory(path) && !path.equals(kept))
              .filter(path -> path.getFileName().toString().startsWith(PREFIX))
              .toList();
    }
    for (Path other : others) {
      DirectoryTree.delete(other);
    }
  }
}
