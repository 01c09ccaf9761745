package io.masthead.webhook;

import static io.masthead.support.NewsApi.article;
import static io.masthead.support.NewsApi.bin;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.create;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.members;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.patch;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.unique;
import static io.masthead.support.NewsApi.until;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.masthead.event.EventService;
import io.masthead.support.Follower;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks from their making to what their receivers get. */
@QuarkusTest
class WebhooksTest {

  private static final String HOOKS = "/manage/v1/webhooks/";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject Published database;
  @Inject EventService events;
  @Inject DeliveryService deliveries;

  private final List<String> made = new ArrayList<>();

  /** A webhook with the secret that it was made with. */
  private record Hook(String id, String secret) {}

  @AfterEach
  void deleteAll() {
    made.forEach(id -> Keys.as("administrator").header("If-Match", "*").delete(HOOKS + id));
  }

  private Hook hook(String url, String... events) {
    ValidatableResponse answer =
        post("", Map.of("url", url, "events", List.of(events))).statusCode(201);
    made.add(answer.extract().path("id"));
    return new Hook(answer.extract().path("id"), answer.extract().path("secret"));
  }

  private static String at(String path) {
    return path.isEmpty() || path.startsWith("?")
        ? HOOKS.substring(0, HOOKS.length() - 1) + path
        : HOOKS + path;
  }

  private static ValidatableResponse post(String path, Object body) {
    var request = Keys.as("administrator").header("If-Match", "*");
    return (body == null ? request : request.contentType(ContentType.JSON).body(body))
        .post(at(path))
        .then();
  }

  private static ValidatableResponse get(String path) {
    return Keys.as("administrator").get(at(path)).then();
  }

  private static ValidatableResponse alter(Hook hook, Object... members) {
    return patch("administrator", HOOKS + hook.id(), "*", members(members)).statusCode(200);
  }

  private static List<Map<String, Object>> listed(Hook hook) {
    return get(hook.id() + "/deliveries?limit=100").statusCode(200).extract().path("items");
  }

  private static String state(Hook hook, Object delivery) {
    return get(hook.id() + "/deliveries/" + delivery).statusCode(200).extract().path("state");
  }

  private static HttpHeaders headers(Receiver.Got got) {
    return HttpHeaders.of(got.headers(), (name, value) -> true);
  }

  private static void verify(String secret, Receiver.Got got) {
    try {
      new com.standardwebhooks.Webhook(secret).verify(got.body(), headers(got));
    } catch (WebhookVerificationException e) {
      throw new AssertionError(got.toString(), e);
    }
  }

  private static void refuses(String secret, Receiver.Got got, String body, String... changed) {
    Map<String, List<String>> headers = new HashMap<>(got.headers());
    for (int i = 0; i < changed.length; i += 2) {
      headers.put(changed[i], List.of(changed[i + 1]));
    }
    assertThrows(
        WebhookVerificationException.class,
        () ->
            new com.standardwebhooks.Webhook(secret)
                .verify(body, HttpHeaders.of(headers, (name, value) -> true)));
  }

  private static List<Receiver.Got> await(Receiver receiver, String subject, int times) {
    until("it has come", () -> receiver.of(subject).size() >= times);
    List<Receiver.Got> got = receiver.of(subject);
    assertEquals(times, got.size(), got::toString);
    return got;
  }

  private static List<String> types(Receiver receiver, String subject) {
    return receiver.of(subject).stream().map(WebhooksTest::type).toList();
  }

  private static String type(Receiver.Got got) {
    return read(got.body()).path("type").asText();
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(body, e);
    }
  }

  @Test
  void what_happens_is_sent_signed_as_the_library_wants_it() throws Exception {
    try (Receiver receiver = new Receiver()) {
      Hook hook = hook(receiver.url(), "article.published");
      String article = published(unique("Sent"));
      Receiver.Got got = await(receiver, article, 1).get(0);
      verify(hook.secret(), got);
      assertEquals("/hook?of=us", got.path());
      assertEquals("application/json", got.header("content-type"));
      JsonNode message = read(got.body());
      assertEquals(got.header("webhook-id"), message.path("id").asText());
      assertEquals("article.published", message.path("type").asText());
      assertEquals(article, message.at("/data/id").asText());
      assertFalse(got.body().contains("Sent"), "nothing is told of what it says");

      refuses(hook.secret(), got, got.body() + " ");
      refuses(Secret.fresh().told(), got, got.body());
      refuses(hook.secret(), got, got.body(), "webhook-id", UUID.randomUUID().toString());
      long early = Long.parseLong(got.header("webhook-timestamp")) - 360;
      refuses(
          hook.secret(),
          got,
          got.body(),
          "webhook-timestamp",
          "" + early,
          "webhook-signature",
          new com.standardwebhooks.Webhook(hook.secret())
              .sign(got.header("webhook-id"), early, got.body()));

      until("it is marked", () -> listed(hook).get(0).get("state").equals("delivered"));
      Map<String, Object> delivery = listed(hook).get(0);
      assertEquals(got.header("webhook-id"), delivery.get("event"));
      get(hook.id() + "/deliveries/" + delivery.get("id"))
          .statusCode(200)
          .body("request.url", equalTo(receiver.url()))
          .body("request.body", equalTo(got.body()))
          .body("request.headers.webhook-signature", equalTo(got.header("webhook-signature")))
          .body("answer.status", equalTo(204))
          .body("answer.body", equalTo(""))
          .body("answer.cut", equalTo(false))
          .body("attempts", equalTo(1))
          .body("outcome", equalTo("delivered"))
          .body("nextAttemptAt", nullValue());
      get(hook.id()).body("deliveredAt", notNullValue()).body("failingSince", nullValue());
    }
  }

  @Test
  void an_event_names_the_tags_of_all_answers_that_it_makes_untrue_and_streams_tell_the_same()
      throws Exception {
    NewsApi.Made section = section();
    String slug = "tagged-" + NewsApi.mark();
    try (Receiver receiver = new Receiver();
        Follower stream =
            Follower.of(URI.create("http://localhost:" + RestAssured.port + "/api/v1/events"))) {
      hook(receiver.url(), "article.published", "article.updated");
      until("it says where it is", () -> stream.lastId() != null);
      String article = published(unique("Tagged"), "slug", slug, "section", section.id());
      JsonNode message = read(await(receiver, article, 1).get(0).body());
      Set<String> tags = tags(message);
      // What was kept before it was published, and what shows it now.
      for (String path :
          List.of(
              "/api/v1/articles/" + slug,
              "/api/v1/articles/" + article,
              "/api/v1/articles",
              "/api/v1/articles?section=" + section.slug(),
              "/api/v1/articles?section=" + section.id(),
              "/api/v1/sections/" + section.slug(),
              "/api/v1/articles?lang=en&sort=title",
              "/api/v1/feed.rss",
              "/api/v1/search?q=tagged")) {
        List<String> shown =
            List.of(given().get(path).then().extract().header("Cache-Tag").split(","));
        assertTrue(shown.stream().anyMatch(tags::contains), path + " " + shown + " " + tags);
      }
      assertFalse(tags.contains("all"));
      until(
          "the stream tells it",
          () -> stream.got().stream().anyMatch(got -> got.data().equals(message.toString())));

      change(article, Map.of("kicker", "Now"));
      publish(article);
      Set<String> then = tags(read(await(receiver, article, 2).get(1).body()));
      assertTrue(then.contains("article-" + article), then::toString);
      assertFalse(then.contains("section-" + section.slug()), "its place in lists is the same");
    }
  }

  private static Set<String> tags(JsonNode message) {
    Set<String> tags = new TreeSet<>();
    message.at("/data/tags").forEach(tag -> tags.add(tag.asText()));
    return tags;
  }

  @Test
  void of_articles_that_change_together_each_has_its_own_tag() throws Exception {
    NewsApi.Made tag = NewsApi.tag();
    try (Receiver receiver = new Receiver()) {
      hook(receiver.url(), "article.updated", "tag.updated");
      String one = published(unique("One"), "tags", List.of(tag.id()));
      String other = published(unique("Other"), "tags", List.of(tag.id()));
      patch("editor", "/manage/v1/tags/" + tag.id(), "*", Map.of("name", unique("Renamed")))
          .statusCode(200);
      Set<String> ofOne = tags(read(await(receiver, one, 1).get(0).body()));
      Set<String> ofOther = tags(read(await(receiver, other, 1).get(0).body()));
      assertTrue(ofOne.contains("article-" + one) && !ofOne.contains("article-" + other));
      assertTrue(ofOther.contains("article-" + other) && !ofOther.contains("article-" + one));
      assertTrue(ofOne.contains("editions") && ofOther.contains("editions"));
      assertEquals(List.of("tag.updated"), types(receiver, tag.id()));
    }
  }

  @Test
  void only_what_was_asked_for_is_sent_and_nothing_of_drafts() throws Exception {
    try (Receiver receiver = new Receiver();
        Receiver all = new Receiver()) {
      hook(receiver.url(), "article.unpublished", "article.taken_down");
      Hook every =
          hook(all.url(), Arrays.stream(Topic.values()).map(Topic::told).toArray(String[]::new));
      String unseen = draft(unique("Draft"));
      change(unseen, Map.of("kicker", "Secret"));
      bin(unseen);
      String article = published(unique("Seen"));
      change(article, Map.of("kicker", "Not out yet"));
      publish(article);
      publish(article);
      move(article, "unpublish").statusCode(200);
      await(all, article, 3);
      assertEquals(
          List.of("article.published", "article.updated", "article.unpublished"),
          types(all, article));
      await(receiver, article, 1);
      assertEquals(List.of("article.unpublished"), types(receiver, article));
      assertEquals(List.of(), types(all, unseen));
      alter(every, "events", List.of("article.taken_down"));
      String later = published(unique("Later"));
      move(later, "takedown", Map.of("reason", "legal")).statusCode(200);
      await(receiver, later, 1);
      await(all, later, 1);
      assertEquals(List.of("article.taken_down"), types(all, later));
    }
  }

  @Test
  void the_secret_is_shown_once_and_is_in_no_list_and_no_entry() throws Exception {
    try (Receiver receiver = new Receiver()) {
      Hook hook = hook(receiver.url("/path-with-a-token"), "tag.deleted");
      assertTrue(hook.secret().startsWith("whsec_"));
      String rotated = post(hook.id() + "/rotate", null).statusCode(200).extract().path("secret");
      assertNotEquals(hook.secret(), rotated);
      get(hook.id())
          .header("ETag", "\"2\"")
          .body("secret", nullValue())
          .body("oldSecretUntil", notNullValue());
      get("?limit=100").body("items.secret", everyItem(nullValue()));
      String entries =
          Keys.as("administrator")
              .queryParam("subjectId", hook.id())
              .get("/manage/v1/audit")
              .then()
              .statusCode(200)
              .body("items.action", equalTo(List.of("secret_rotated", "created")))
              .extract()
              .asString();
      assertFalse(entries.contains("whsec_") || entries.contains("path-with-a-token"), entries);
    }
  }

  @Test
  void while_secrets_change_either_verifies_and_then_one_alone() throws Exception {
    try (Receiver receiver = new Receiver()) {
      Hook hook = hook(receiver.url(), "article.published");
      String fresh = post(hook.id() + "/rotate", Map.of()).extract().path("secret");
      Receiver.Got both = await(receiver, published(unique("Both")), 1).get(0);
      assertEquals(2, both.header("webhook-signature").split(" ").length);
      verify(hook.secret(), both);
      verify(fresh, both);
      String last = post(hook.id() + "/rotate", Map.of("keepOldFor", 0)).extract().path("secret");
      Receiver.Got one = await(receiver, published(unique("One")), 1).get(0);
      assertEquals(1, one.header("webhook-signature").split(" ").length);
      verify(last, one);
      refuses(fresh, one, one.body());
      post(hook.id() + "/rotate", Map.of("keepOldFor", 604_801)).statusCode(422);
    }
  }

  @Test
  void a_receiver_that_fails_gets_the_same_message_until_it_takes_it_and_then_what_came_behind()
      throws Exception {
    try (Receiver receiver =
        new Receiver(
            got ->
                switch (got.number()) {
                  case 1 -> slow(Receiver.Say.of(200), Duration.ofMillis(2_500));
                  case 2 -> new Receiver.Say(500, Map.of(), "no");
                  case 3 -> Receiver.Say.of(0);
                  case 4 -> Receiver.Say.of(200);
                  default -> Receiver.Say.of(410);
                })) {
      Hook hook = hook(receiver.url(), "article.published");
      Instant began = Instant.now();
      String first = published(unique("First"));
      String second = published(unique("Second"));
      assertTrue(Duration.between(began, Instant.now()).toSeconds() < 10, "nobody waits for it");
      List<Receiver.Got> tries = await(receiver, first, 4);
      assertEquals(
          1, tries.stream().map(got -> got.header("webhook-id")).distinct().count(), "one id");
      assertEquals(1, tries.stream().map(Receiver.Got::body).distinct().count(), "one body");
      tries.forEach(got -> verify(hook.secret(), got));
      await(receiver, second, 1);
      assertTrue(receiver.of(second).get(0).number() == 5, "what is behind it comes after it");
      until("it is off", () -> get(hook.id()).extract().path("enabled").equals(false));
      get(hook.id())
          .body("disabledReason", equalTo("gone"))
          .body("disabledAt", notNullValue())
          .body("failingSince", notNullValue());
      List<Map<String, Object>> deliveries = listed(hook);
      assertEquals(
          List.of("failed", "delivered"), deliveries.stream().map(d -> d.get("state")).toList());
      assertEquals(List.of(1, 4), deliveries.stream().map(d -> d.get("attempts")).toList());
      assertEquals(410, deliveries.get(0).get("status"));
      published(unique("Third"));
      settled();
      assertEquals(5, receiver.got().size(), "nothing more is tried");
    }
  }

  private static Receiver.Say slow(Receiver.Say say, Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return say;
  }

  /** What is committed stands in line, and all who are behind it have it. */
  private void settled() {
    until(
        "all is in line and taken",
        () ->
            database.number("select count(*) from event_outbox") == 0
                && database.number(
                        "select count(*) from webhook w, event_line l"
                            + " where w.enabled and w.position < l.position")
                    == 0);
  }

  @Test
  void after_its_last_failure_a_webhook_is_off_and_who_asked_is_told() throws Exception {
    try (Receiver failing = new Receiver(got -> Receiver.Say.of(500));
        Receiver watching = new Receiver()) {
      Hook watch = hook(watching.url(), "webhook.disabled");
      Hook hook = hook(failing.url(), "article.published");
      String article = published(unique("Failing"));
      until("it is off", () -> get(hook.id()).extract().path("enabled").equals(false));
      get(hook.id()).body("disabledReason", equalTo("failing"));
      assertEquals(5, failing.of(article).size());
      Receiver.Got told = await(watching, hook.id(), 1).get(0);
      verify(watch.secret(), told);
      assertEquals("webhook.disabled", type(told));
      assertEquals("failing", read(told.body()).at("/data/reason").asText());
      Keys.as("administrator")
          .queryParam("subjectId", hook.id())
          .get("/manage/v1/audit")
          .then()
          .body("items[0].action", equalTo("disabled"))
          .body("items[0].by.name", equalTo("webhooks"))
          .body("items[0].after.disabledReason", equalTo("failing"));
    }
  }

  @Test
  void switched_on_again_it_goes_on_behind_what_was_given_up_and_that_can_be_replayed()
      throws Exception {
    List<Integer> answers = new ArrayList<>(List.of(410));
    try (Receiver receiver =
        new Receiver(got -> Receiver.Say.of(answers.isEmpty() ? 204 : answers.remove(0)))) {
      Hook hook = hook(receiver.url(), "article.published");
      String refused = published(unique("Refused"));
      until("it is off", () -> get(hook.id()).extract().path("enabled").equals(false));
      String missed = published(unique("Missed"));
      settled();
      assertEquals(1, receiver.got().size());
      alter(hook, "enabled", true);
      get(hook.id()).body("disabledReason", nullValue()).body("failingSince", nullValue());
      await(receiver, missed, 1);
      assertEquals(1, receiver.of(refused).size());

      Object failed =
          listed(hook).stream()
              .filter(d -> d.get("state").equals("failed"))
              .findFirst()
              .orElseThrow()
              .get("id");
      ValidatableResponse replay =
          post(hook.id() + "/deliveries/" + failed + "/replay", null).statusCode(202);
      String again = replay.extract().path("id");
      assertEquals(
          "/manage/v1/webhooks/" + hook.id() + "/deliveries/" + again,
          replay.extract().header("Location"));
      List<Receiver.Got> both = await(receiver, refused, 2);
      assertEquals(both.get(0).header("webhook-id"), both.get(1).header("webhook-id"));
      assertEquals(both.get(0).body(), both.get(1).body());
      verify(hook.secret(), both.get(1));
      until("it is marked", () -> state(hook, again).equals("delivered"));
      assertEquals("failed", state(hook, failed));
    }
  }

  @Test
  void a_test_is_sent_once_while_it_is_off_too() throws Exception {
    try (Receiver receiver = new Receiver(got -> new Receiver.Say(500, Map.of(), "not ready"))) {
      Hook hook = hook(receiver.url(), "article.published");
      alter(hook, "enabled", false);
      get(hook.id()).body("disabledReason", equalTo("asked"));
      String test = post(hook.id() + "/test", null).statusCode(202).extract().path("id");
      until("it is over", () -> state(hook, test).equals("failed"));
      verify(hook.secret(), receiver.got().get(0));
      get(hook.id() + "/deliveries/" + test)
          .body("type", equalTo("webhook.test"))
          .body("kind", equalTo("test"))
          .body("status", equalTo(500))
          .body("answer.body", equalTo("not ready"))
          .body("attempts", equalTo(1));
      assertEquals(1, receiver.got().size());
    }
  }

  @Test
  void what_a_receiver_asks_to_wait_is_waited() throws Exception {
    try (Receiver receiver =
        new Receiver(got -> new Receiver.Say(429, Map.of("Retry-After", "120"), ""))) {
      Hook hook = hook(receiver.url(), "article.published");
      String article = published(unique("Busy"));
      await(receiver, article, 1);
      until("it is marked", () -> listed(hook).get(0).get("status") != null);
      Instant next = Instant.parse((String) listed(hook).get(0).get("nextAttemptAt"));
      long wait = Duration.between(Instant.now(), next).toSeconds();
      assertTrue(wait > 100 && wait <= 120, "waits for " + wait);
      assertEquals("pending", listed(hook).get(0).get("state"));
      // Another address is tried at once.
      try (Receiver other = new Receiver()) {
        alter(hook, "url", other.url());
        await(other, article, 1);
      }
    }
  }

  @Test
  void a_redirect_inwards_is_not_followed_and_shows_nothing() throws Exception {
    try (Receiver inner = new Receiver(got -> new Receiver.Say(200, Map.of(), "inner"));
        Receiver receiver =
            new Receiver(got -> new Receiver.Say(302, Map.of("Location", inner.url()), ""))) {
      Hook hook = hook(receiver.url(), "article.published");
      String test = post(hook.id() + "/test", null).statusCode(202).extract().path("id");
      until("it is over", () -> state(hook, test).equals("failed"));
      get(hook.id() + "/deliveries/" + test)
          .body("outcome", equalTo("refused"))
          .body("status", equalTo(302))
          .body("answer.body", equalTo(""));
      assertEquals(List.of(), inner.got());
    }
  }

  @Test
  void events_come_in_their_order_one_at_a_time() throws Exception {
    try (Receiver receiver =
        new Receiver(got -> Receiver.Say.of(got.number() % 3 == 0 ? 500 : 204))) {
      hook(receiver.url(), "article.published", "article.updated");
      String article = published(unique("Ordered"));
      List<String> kickers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        kickers.add("k" + i);
        change(article, Map.of("kicker", "k" + i));
        publish(article);
      }
      until("all have come", () -> taken(receiver, article).size() == 13);
      List<String> order =
          events.after(0, Integer.MAX_VALUE).stream()
              .filter(event -> event.subject().toString().equals(article))
              .map(event -> event.id().toString())
              .toList();
      assertEquals(order, taken(receiver, article));
    }
  }

  /** The ids that were taken, in the order in which they came. */
  private static List<String> taken(Receiver receiver, String article) {
    return receiver.of(article).stream()
        .filter(got -> got.number() % 3 != 0)
        .map(got -> got.header("webhook-id"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://169.254.169.254/latest/meta-data/",
        "https://10.0.0.1/",
        "https://[fd00::1]/",
        "https://0x7f000001/",
        "https://2130706433/",
        "https://127.1/",
        "https://user@hooks.example/",
        "http://hooks.example/",
        "https://hooks.example:22/",
        "file:///etc/passwd",
        "gopher://x.example/",
        "http://x.example:22/\r\nX: y",
        "notaurl",
        ""
      })
  void an_address_that_may_not_be_sent_to_is_refused_when_it_is_saved(String url) {
    post("", Map.of("url", url, "events", List.of("tag.deleted")))
        .statusCode(422)
        .body("errors.pointer", everyItem(equalTo("/url")));
    Hook hook = hook("https://hooks.invalid/", "tag.deleted");
    patch("administrator", HOOKS + hook.id(), "*", Map.of("url", url)).statusCode(422);
    get(hook.id()).body("url", equalTo("https://hooks.invalid/")).body("version", equalTo(1));
  }

  @Test
  void what_is_wanted_of_a_webhook_is_checked() {
    String url = "https://hooks.invalid/";
    post("", Map.of("url", url)).statusCode(422).body("errors[0].pointer", equalTo("/events"));
    post("", Map.of("url", url, "events", List.of())).statusCode(422);
    post("", Map.of("url", url, "events", List.of("article.drafted")))
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/events/0"))
        .body("errors[0].code", equalTo("invalid_value"));
    Hook hook = hook(url, "article.published", "article.published");
    get(hook.id()).body("events", equalTo(List.of("article.published")));
    patch("administrator", HOOKS + hook.id(), "\"7\"", Map.of("name", "x")).statusCode(412);
    patch("administrator", HOOKS + hook.id(), null, Map.of("name", "x")).statusCode(428);
    patch("administrator", HOOKS + hook.id(), "\"1\"", Map.of("name", "Purger"))
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("name", equalTo("Purger"));
    Keys.as("administrator")
        .header("If-Match", "\"1\"")
        .delete(HOOKS + hook.id())
        .then()
        .statusCode(412);
    Keys.as("administrator")
        .header("If-Match", "\"2\"")
        .delete(HOOKS + hook.id())
        .then()
        .statusCode(204);
    get(hook.id()).statusCode(404);
    get(hook.id() + "/deliveries").statusCode(404);
  }

  @Test
  void deliveries_are_listed_newest_first_page_by_page_and_a_thousand_are_kept() throws Exception {
    Hook hook = hook("https://hooks.invalid/", "tag.deleted");
    database.run(
        """
        insert into webhook_delivery (id, webhook_id, kind, event_id, type, body, state, created_at)
        select ('0190%%s-0000-7000-8000-000000000000')::uuid, '%s', 'test', gen_random_uuid(),
          'webhook.test', '{}', 'delivered', now()
        from generate_series(1, 1005) n
        """
            .formatted(hook.id())
            .replace("'0190%s-", "'0190' || lpad(n::text, 4, '0') || '-"));
    List<String> ids = new ArrayList<>();
    String next = null;
    do {
      var page =
          Keys.as("administrator")
              .queryParam("limit", 100)
              .queryParams(next == null ? Map.of() : Map.of("cursor", next))
              .get(HOOKS + hook.id() + "/deliveries")
              .then()
              .statusCode(200)
              .extract();
      ids.addAll(page.path("items.id"));
      next = page.path("page.next");
    } while (next != null);
    assertEquals(1_005, ids.size());
    assertEquals(ids.stream().sorted(java.util.Comparator.reverseOrder()).toList(), ids);
    deliveries.forgetOld();
    assertEquals(
        1_000,
        database.number(
            "select count(*) from webhook_delivery where webhook_id = '" + hook.id() + "'"));
  }

  /** The measure: how late an event comes to receivers that answer, while one of them does not. */
  @Test
  void one_receiver_that_is_dead_holds_up_none_of_a_hundred() throws Exception {
    try (Receiver receiver = new Receiver();
        ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 99; i++) {
        hook(receiver.url("/" + i), "article.published");
      }
      String last = hook(receiver.url("/99"), "article.published").id();
      Duration alive = p95(receiver, 100);
      alter(new Hook(last, ""), "url", "http://127.0.0.1:" + deaf.getLocalPort() + "/");
      Duration beside = p95(receiver, 99);
      System.out.printf("p95 of 100 webhooks: %s, with one dead: %s%n", alive, beside);
      assertTrue(
          beside.compareTo(alive.plusMillis(1_000)) < 0,
          "p95 " + alive + " became " + beside + " beside one that is dead");
    }
  }

  /** Of some events to all, from the answer to whoever published to the request. */
  private static Duration p95(Receiver receiver, int receivers) {
    List<Duration> late = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String article = create(article(unique("Measured"))).extract().path("id");
      publish(article);
      Instant done = Instant.now();
      until("all have it", () -> receiver.of(article).size() == receivers);
      receiver.of(article).forEach(got -> late.add(Duration.between(done, got.at())));
    }
    List<Duration> sorted = late.stream().sorted().toList();
    return sorted.get(sorted.size() * 95 / 100);
  }
}
