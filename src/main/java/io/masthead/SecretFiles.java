package io.masthead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Secrets that are given as files, as orchestrators mount them: the variable's name with {@code
 * _FILE} behind it names the file. A line break at its end is none of the secret.
 */
final class SecretFiles {

  /** By their variable, their property. */
  private static final Map<String, String> SECRETS =
      Map.of(
          "MASTHEAD_ADMIN_KEY", "masthead.admin-key",
          "QUARKUS_DATASOURCE_USERNAME", "quarkus.datasource.username",
          "QUARKUS_DATASOURCE_PASSWORD", "quarkus.datasource.password",
          "QUARKUS_FLYWAY_USERNAME", "quarkus.flyway.username",
          "QUARKUS_FLYWAY_PASSWORD", "quarkus.flyway.password");

  private SecretFiles() {}

  /** The variables that name files. */
  static Set<String> variables() {
    return SECRETS.keySet().stream().map(secret -> secret + "_FILE").collect(Collectors.toSet());
  }

  /**
   * The properties that the files hold.
   *
   * @throws IllegalArgumentException with a line that names the variable, where a file cannot be
   *     read, or the secret is given twice
   */
  static Map<String, String> read(Map<String, String> environment) {
    Map<String, String> properties = new TreeMap<>();
    for (String secret : SECRETS.keySet()) {
      String variable = secret + "_FILE";
      String file = environment.getOrDefault(variable, "");
      if (file.isBlank()) {
        continue;
      }
      if (!environment.getOrDefault(secret, "").isBlank()) {
        throw new IllegalArgumentException(
            "%s and %s are both set: which is it?".formatted(secret, variable));
      }
      try {
        String value = Files.readString(Path.of(file)).replaceFirst("\\r?\\n$", "");
        properties.put(SECRETS.get(secret), value);
      } catch (IOException | InvalidPathException e) {
        throw new IllegalArgumentException(
            "%s names no file that can be read: %s".formatted(variable, file), e);
      }
    }
    return properties;
  }
}
