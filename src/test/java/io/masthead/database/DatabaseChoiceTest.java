package io.masthead.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseChoiceTest {

  @Test
  void a_build_reads_the_configuration_without_starting_a_server() {
    // No application runs here, as none does in a build; a server would have asked the context.
    assertEquals(List.of(), new DatabaseChoice().getConfigSources(null));
  }
}
