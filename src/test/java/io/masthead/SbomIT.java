package io.masthead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The bill of materials that the build writes is of what the build makes, all of it under licences
 * that CONTRIBUTING.md allows.
 */
class SbomIT {

  private static final Path SBOM = Path.of("target", "masthead-sbom.json");
  private static final Path LIBRARIES = Path.of("target", "quarkus-app", "lib");

  private static final Pattern ALLOWED =
      Pattern.compile("(?m)^\\| `([\\w.-]+)` \\|([^|]*)\\|[^|]*\\|$");

  private static JsonNode sbom() throws IOException {
    return new ObjectMapper().readTree(SBOM.toFile());
  }

  /** As the program's directory calls it. */
  private static String jar(JsonNode component) {
    Matcher classifier =
        Pattern.compile("classifier=([\\w.-]+)").matcher(component.path("purl").asText());
    return component.path("group").asText()
        + "."
        + component.path("name").asText()
        + "-"
        + component.path("version").asText()
        + (classifier.find() ? "-" + classifier.group(1) : "")
        + ".jar";
  }

  @Test
  void it_names_each_library_of_the_program_and_no_other() throws IOException {
    JsonNode sbom = sbom();
    assertEquals("CycloneDX", sbom.path("bomFormat").asText());
    assertEquals("masthead", sbom.at("/metadata/component/name").asText());
    Set<String> named = new TreeSet<>();
    for (JsonNode component : sbom.path("components")) {
      if (!component.path("group").asText().equals("io.masthead")) {
        named.add(jar(component));
      }
      assertTrue(component.path("purl").asText().startsWith("pkg:maven/"), component.toString());
      assertTrue(component.path("hashes").size() > 0, component.toString());
    }
    Set<String> shipped;
    try (Stream<Path> files = Files.walk(LIBRARIES)) {
      shipped =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".jar"))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    assertEquals(shipped, named);
    assertTrue(named.size() > 100, named::toString);
  }

  @Test
  void each_is_under_a_licence_that_may_be_shipped() throws IOException {
    Set<String> allowed = allowed();
    Map<String, String> others = new TreeMap<>();
    for (JsonNode component : sbom().path("components")) {
      List<String> licences = licences(component);
      // Of several one may choose.
      if (licences.stream().noneMatch(allowed::contains)) {
        others.put(jar(component), licences.toString());
      }
    }
    assertEquals(Map.of(), others);
  }

  private static List<String> licences(JsonNode component) {
    List<String> licences = new ArrayList<>();
    for (JsonNode each : component.path("licenses")) {
      if (each.has("expression")) {
        licences.addAll(List.of(each.path("expression").asText().split(" OR ")));
      } else {
        JsonNode license = each.path("license");
        licences.add(
            license.has("id") ? license.path("id").asText() : license.path("name").asText());
      }
    }
    return licences;
  }

  /** By SPDX's ids, and by the names that libraries write instead. */
  private static Set<String> allowed() throws IOException {
    Set<String> allowed = new TreeSet<>();
    Matcher row = ALLOWED.matcher(Files.readString(Path.of("CONTRIBUTING.md")));
    while (row.find()) {
      allowed.add(row.group(1));
      Arrays.stream(row.group(2).split(";")).map(String::strip).forEach(allowed::add);
    }
    assertTrue(allowed.contains("Apache-2.0"), allowed::toString);
    return allowed;
  }
}
