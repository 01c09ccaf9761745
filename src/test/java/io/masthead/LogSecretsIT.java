package io.masthead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.masthead.support.LogListener;
import io.masthead.support.Secrets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No key, token or secret that the tests over HTTP used, and no e-mail address of theirs, stands in
 * the log that the service wrote meanwhile. What the packaged program writes is looked through as
 * each {@link Program} stops.
 */
class LogSecretsIT {

  @Test
  void the_log_of_the_suite_holds_none_of_its_secrets() throws Exception {
    assumeTrue(Files.exists(LogListener.FOUND), "no test ran that starts the service");
    List<String> lines = Files.readAllLines(LogListener.FOUND);
    assertTrue(lines.get(0).matches("[1-9]\\d* secrets .*"), lines.get(0));
    assertEquals(List.of(), lines.subList(1, lines.size()));
  }

  @Test
  void a_secret_that_stood_in_a_log_would_be_found() {
    String key = "mh_" + UUID.randomUUID().toString().replace("-", "");
    Secrets.ofAuthorization("Bearer " + key);
    Secrets.ofAuthorization(
        "Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm5hLWJlbGxhIn0." + key + "-sig");
    Secrets.note("whsec_AAAAAAAAAAAAAAAAAAAA+" + key + "==");
    for (String line :
        List.of(
            "a header: Authorization=Bearer " + key,
            "{\"key\":\"" + key + "\"}",
            "GET /api/v1/previews/" + key + "?x=1",
            "bad token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm5hLWJlbGxhIn0." + key + "-sig")) {
      assertEquals(1, Secrets.in(Stream.of("nothing", line)).size(), line);
    }
    assertEquals(Set.of(), Secrets.in(Stream.of("nothing of eyJhbGciOiJSUzI1NiJ9.x", key + "x")));
  }
}
