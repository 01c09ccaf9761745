package io.masthead.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GivenDatabaseTest {

  @TempDir static Path temporary;

  @Test
  void a_port_nobody_listens_on_names_the_url() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertEquals(
        "The database at jdbc:postgresql://127.0.0.1:%d/news cannot be reached: check QUARKUS_DATASOURCE_JDBC_URL (Connection refused)."
            .formatted(port),
        refusal("jdbc:postgresql://127.0.0.1:" + port + "/news?password=geheim", "u", "geheim"));
  }

  @Test
  void a_server_that_says_nothing_is_given_up_within_ten_seconds() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/news";
      String line = assertTimeout(Duration.ofSeconds(10), () -> refusal(url, "u", "geheim"));
      assertTrue(line.contains("cannot be reached"), line);
    }
  }

  @Test
  void a_host_that_does_not_exist_is_called_unknown() {
    String line = refusal("jdbc:postgresql://nowhere.invalid/news", "u", "geheim");
    assertTrue(line.contains("(unknown host nowhere.invalid)"), line);
  }

  @Test
  void a_url_of_another_kind_is_refused_without_its_secrets() {
    assertEquals(
        "QUARKUS_DATASOURCE_JDBC_URL is not a URL like jdbc:postgresql://host:5432/database:"
            + " jdbc:mysql://h/news",
        refusal("jdbc:mysql://u:geheim@h/news?password=geheim", null, null));
  }

  @Test
  void a_wrong_password_and_a_wrong_database_name_their_settings() {
    try (EmbeddedServer server = EmbeddedServer.start(temporary.resolve("data"), true)) {
      EmbeddedServer.Address address = server.address();
      GivenDatabase.check(address.url(), login(address.username(), address.password()));

      String password = refusal(address.url(), address.username(), "geheim");
      assertTrue(
          password.contains(
              "refuses the login: check QUARKUS_DATASOURCE_USERNAME and"
                  + " QUARKUS_DATASOURCE_PASSWORD"),
          password);

      String url = address.url().replace("/postgres", "/nothing");
      String database = refusal(url, address.username(), address.password());
      assertTrue(
          database.contains("has no such database: check QUARKUS_DATASOURCE_JDBC_URL"), database);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://h:5432/news, jdbc:postgresql://h:5432/news",
    "jdbc:postgresql://h/news?user=u&password=geheim, jdbc:postgresql://h/news",
    "jdbc:postgresql://u:ge@heim@h/news, jdbc:postgresql://h/news",
    "jdbc:postgresql:news, jdbc:postgresql:news",
  })
  void a_url_is_spoken_of_without_its_secrets(String url, String spoken) {
    assertEquals(spoken, GivenDatabase.withoutSecrets(url));
  }

  private static GivenDatabase.Login login(String username, String password) {
    return new GivenDatabase.Login("QUARKUS_DATASOURCE", username, password);
  }

  private static String refusal(String url, String username, String password) {
    String line =
        assertThrows(
                DatabaseUnusableException.class,
                () -> GivenDatabase.check(url, login(username, password)))
            .getMessage();
    assertEquals(1, line.lines().count());
    assertFalse(line.contains("geheim"), line);
    return line;
  }
}
