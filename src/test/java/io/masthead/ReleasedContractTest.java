package io.masthead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.masthead.support.ApiChange;
import io.masthead.support.ApiChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the documents against those of the last release, which clients were made of. */
class ReleasedContractTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path OPENAPI = Path.of("openapi");

  @ParameterizedTest
  @ValueSource(strings = {"delivery", "management"})
  void nothing_breaks_clients_of_the_last_release(String name) throws IOException {
    List<ApiChange> breaking = changes(name).stream().filter(ApiChange::breaking).toList();
    assertEquals("", ApiChanges.told(breaking));
  }

  /** Committed beside the documents, as what the next release tells of them. */
  @Test
  void what_changed_since_the_last_release_is_written_down() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# What changed in the API since the last release");
    for (String name : List.of("delivery", "management")) {
      List<ApiChange> changes = changes(name);
      lines.add("");
      lines.add("## " + name);
      lines.add("");
      lines.add(changes.isEmpty() ? "Nothing." : ApiChanges.told(changes));
    }
    Files.write(OPENAPI.resolve("CHANGES.md"), lines);
  }

  private static List<ApiChange> changes(String name) throws IOException {
    return ApiChanges.between(
        read(OPENAPI.resolve("released").resolve(name + ".yaml")),
        read(OPENAPI.resolve(name + ".yaml")));
  }

  private static JsonNode read(Path document) throws IOException {
    return YAML.readTree(Files.readString(document));
  }
}
