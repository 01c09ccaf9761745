package io.masthead;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.masthead.support.Exposition;
import io.masthead.support.Exposition.Series;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the alerts and the dashboard ask for is what a service tells. */
@QuarkusTest
class MonitoringTest {

  private static final Path MONITORING = Path.of("src/main/monitoring");

  /** What Prometheus adds by itself, to every series. */
  private static final Set<String> ADDED = Set.of("job", "instance");

  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "on", "ignoring");

  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");

  private static final Pattern METRIC =
      Pattern.compile("([A-Za-z_:][\\w:]*)\\s*(?:\\{([^}]*)}|(?![\\w:]|\\s*\\())");

  private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|!~|!=|=)\"([^\"]*)\"");

  @TestHTTPResource(value = "/metrics", management = true)
  URI metrics;

  @Test
  void every_alert_asks_for_what_there_is_and_says_what_to_do() throws IOException {
    List<JsonNode> alerts = alerts();
    assertTrue(alerts.size() > 10);
    Map<String, String> expressions = new LinkedHashMap<>();
    String readme = Files.readString(Path.of("README.md"));
    Set<String> names = new HashSet<>();
    for (JsonNode alert : alerts) {
      String name = alert.get("alert").asText();
      assertTrue(names.add(name), name);
      expressions.put(name, alert.get("expr").asText());
      assertFalse(alert.at("/annotations/summary").asText().isBlank(), name);
      assertEquals(
          "README.md#when-an-alert-fires", alert.at("/annotations/runbook").asText(), name);
      assertTrue(
          Set.of("critical", "warning", "info").contains(alert.at("/labels/severity").asText()),
          name);
      assertTrue(readme.contains("\n| `" + name + "` | "), name + " is not in the README");
    }
    assertTrue(readme.contains("\n### When an alert fires\n"));
    assertKnown(expressions);
  }

  @Test
  void every_panel_asks_for_what_there_is() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(MONITORING.resolve("dashboard.json").toFile());
    Map<String, String> expressions = new LinkedHashMap<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      assertTrue(ids.add(panel.get("id").asInt()));
      for (JsonNode target : panel.get("targets")) {
        expressions.put(
            panel.get("title").asText() + " " + target.get("refId").asText(),
            target.get("expr").asText());
      }
    }
    assertTrue(expressions.size() > 20);
    assertKnown(expressions);
  }

  @Test
  void an_expression_that_asks_for_nothing_there_is_is_found() {
    Exposition told = Exposition.of("a_total{reason=\"x\"} 1\nb_seconds 2\n");
    assertEquals(
        List.of(),
        faults("sum by (job, reason) (rate(a_total{job=\"m\"}[5m])) / b_seconds > 1", told));
    assertEquals(
        List.of(), faults("a_total{reason=~\"x|y\",job=\"$job\"} or b_seconds == 0", told));
    assertEquals(List.of("no metric c_total"), faults("rate(c_total[5m]) > 1", told));
    assertEquals(List.of("no label kind of a_total"), faults("a_total{kind=\"x\"}", told));
    assertEquals(
        List.of("no a_total with reason=\"z\""), faults("max(a_total{reason=\"z\"}) > 0", told));
    assertEquals(List.of("no label kind to group by"), faults("sum by (kind) (a_total)", told));
  }

  private static List<JsonNode> alerts() throws IOException {
    List<JsonNode> alerts = new ArrayList<>();
    JsonNode rules = new YAMLMapper().readTree(MONITORING.resolve("rules.yaml").toFile());
    for (JsonNode group : rules.get("groups")) {
      group.get("rules").forEach(alerts::add);
    }
    return alerts;
  }

  /** Some are told only once something has looked, or asked. */
  private void assertKnown(Map<String, String> expressions) {
    given().get("/api/v1/articles").then().statusCode(200);
    await()
        .atMost(35, TimeUnit.SECONDS)
        .untilAsserted(
            () -> {
              Exposition told = Exposition.of(metrics);
              Set<String> wrong = new TreeSet<>();
              expressions.forEach(
                  (name, expression) ->
                      faults(expression, told).forEach(fault -> wrong.add(name + ": " + fault)));
              assertEquals(Set.of(), wrong);
            });
  }

  private static List<String> faults(String expression, Exposition told) {
    List<String> faults = new ArrayList<>();
    String plain = expression.replaceAll("\\[[^\\]]*]", "");
    Set<String> labels = new TreeSet<>(ADDED);
    Matcher metric = METRIC.matcher(GROUPING.matcher(plain).replaceAll(" "));
    while (metric.find()) {
      String name = metric.group(1);
      // Prometheus makes this one of its own look.
      if (!WORDS.contains(name) && !name.equals("up")) {
        List<Series> series = told.named(name).toList();
        if (series.isEmpty()) {
          faults.add("no metric " + name);
        }
        series.forEach(one -> labels.addAll(one.labels().keySet()));
        if (metric.group(2) != null && !series.isEmpty()) {
          faults.addAll(faults(name, metric.group(2), series));
        }
      }
    }
    Matcher grouping = GROUPING.matcher(plain);
    while (grouping.find()) {
      Stream.of(grouping.group(1).split("\\s*,\\s*"))
          .filter(label -> !labels.contains(label))
          .forEach(label -> faults.add("no label " + label + " to group by"));
    }
    return faults;
  }

  private static List<String> faults(String name, String matchers, List<Series> series) {
    List<String> faults = new ArrayList<>();
    Matcher matcher = MATCHER.matcher(matchers);
    while (matcher.find()) {
      String label = matcher.group(1);
      String value = matcher.group(3);
      if (ADDED.contains(label)) {
        continue;
      }
      Set<String> values =
          series.stream()
              .map(one -> one.labels().get(label))
              .filter(one -> one != null)
              .collect(Collectors.toSet());
      if (values.isEmpty()) {
        faults.add("no label " + label + " of " + name);
      } else if (matcher.group(2).equals("=") && !values.contains(value)) {
        faults.add("no %s with %s=\"%s\"".formatted(name, label, value));
      }
    }
    return faults;
  }
}
