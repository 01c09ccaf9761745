package io.masthead.article;

import static io.masthead.support.NewsApi.article;
import static io.masthead.support.NewsApi.bin;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.copy;
import static io.masthead.support.NewsApi.create;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.read;
import static io.masthead.support.NewsApi.unique;
import static io.masthead.support.NewsApi.until;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.database.Sql;
import io.masthead.support.Keys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times to come: on whose clocks they are meant, when readers lose a piece, and embargoes. */
@QuarkusTest
class PlanningTest {

  private static final String BEGIN = "2035-12-01T04:00:00.000Z";
  private static final String END = "2035-12-31T13:00:00.000Z";

  @Inject Sql sql;

  private static ValidatableResponse put(String role, String id, String what, Object body) {
    return Keys.as(role)
        .header("If-Match", "*")
        .contentType(ContentType.JSON)
        .body(body)
        .put("/manage/v1/articles/{id}/{what}", id, what)
        .then();
  }

  private static ValidatableResponse put(String id, String what, Object body) {
    return put("editor", id, what, body);
  }

  private static ValidatableResponse cancelExpiry(String id) {
    return Keys.as("editor")
        .header("If-Match", "*")
        .delete("/manage/v1/articles/{id}/expiry", id)
        .then();
  }

  private static ValidatableResponse lift(String role, String id, String reason) {
    RequestSpecification request = Keys.as(role).header("If-Match", "*");
    if (reason != null) {
      request.queryParam("reason", reason);
    }
    return request.delete("/manage/v1/articles/{id}/embargo", id).then();
  }

  private static List<String> history(String id) {
    return Keys.as("editor")
        .get("/manage/v1/articles/{id}/revisions?limit=100", id)
        .then()
        .statusCode(200)
        .extract()
        .path("items.change");
  }

  @ParameterizedTest
  @CsvSource({
    "2035-12-01T09:00:00, Asia/Almaty, 2035-12-01T04:00:00.000Z",
    "2035-12-01T09:00, Asia/Almaty, 2035-12-01T04:00:00.000Z",
    "2035-12-01T09:00:00.123456, Asia/Karachi, 2035-12-01T04:00:00.123Z",
    "2035-07-01T09:00:00, Europe/Berlin, 2035-07-01T07:00:00.000Z",
    "2035-12-01T09:00:00, Europe/Berlin, 2035-12-01T08:00:00.000Z",
    "2035-12-01T09:00:00, Asia/Kathmandu, 2035-12-01T03:15:00.000Z",
    "2035-10-28T02:30:00+02:00, Europe/Berlin, 2035-10-28T00:30:00.000Z",
    "2035-10-28T02:30:00+01:00, Europe/Berlin, 2035-10-28T01:30:00.000Z",
    "2035-12-01T04:00:00Z, Asia/Almaty, 2035-12-01T04:00:00.000Z"
  })
  void a_local_time_is_meant_by_the_clocks_of_its_zone(String at, String zone, String instant) {
    String id = draft(unique("On whose clocks"));
    move(id, "publish", Map.of("at", at, "timeZone", zone))
        .statusCode(200)
        .body("scheduledFor", equalTo(instant))
        .body("scheduledTimeZone", equalTo(zone));
    copy(id).body("scheduledFor", equalTo(instant));
  }

  @ParameterizedTest
  @CsvSource({
    "2035-03-25T02:30:00, Europe/Berlin, 422, nonexistent_time",
    "2035-10-28T02:30:00, Europe/Berlin, 422, ambiguous_time",
    "2035-12-01T09:00:00+02:00, Europe/Berlin, 422, wrong_offset",
    "2035-12-01T09:00:00, , 400, invalid_format",
    "2035-02-30T09:00:00, Europe/Berlin, 400, invalid_format",
    "2035-12-01, Europe/Berlin, 400, invalid_format",
    "2047-01-01T00:00:00Z, , 422, out_of_range",
    "9999-12-31T23:59:59Z, , 422, out_of_range"
  })
  void a_time_that_is_none_or_not_one_is_refused(String at, String zone, int status, String code) {
    String id = draft(unique("No such time"));
    Map<String, String> body = zone == null ? Map.of("at", at) : Map.of("at", at, "timeZone", zone);
    move(id, "publish", body)
        .statusCode(status)
        .body("errors.code", contains(code))
        .body("errors.pointer", contains("/at"));
    copy(id).body("state", equalTo("draft")).body("version", equalTo(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Atlantis", "+05:00", "CEST", "", "europe/berlin"})
  void a_zone_that_is_none_is_refused(String zone) {
    String id = draft(unique("No such zone"));
    move(id, "publish", Map.of("at", "2035-12-01T09:00:00", "timeZone", zone))
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/timeZone"))
        .body("errors[0].code", equalTo("invalid_value"));
  }

  @Test
  void an_offer_ends_by_itself_and_says_so_in_its_history() {
    String id = draft(unique("An offer"));
    move(id, "publish", Map.of("unpublishAt", END))
        .statusCode(200)
        .body("state", equalTo("published"))
        .body("unpublishAt", equalTo(END));
    read(id).statusCode(200);
    String gone = Instant.now().plus(Duration.ofSeconds(1)).toString();
    put(id, "expiry", Map.of("at", gone)).statusCode(200);
    until("it ended", () -> read(id).extract().statusCode() == 404);
    copy(id)
        .body("state", equalTo("draft"))
        .body("$", not(hasKey("unpublishAt")))
        .body("$", not(hasKey("unpublishTimeZone")));
    assertEquals(List.of("unpublished", "expiry_set", "published", "created"), history(id));
    Keys.as("editor")
        .get("/manage/v1/articles/{id}/revisions", id)
        .then()
        .body("items[0].by.name", equalTo("schedule"));
  }

  @Test
  void an_end_is_set_moved_and_cancelled_and_changes_nothing_for_readers() {
    String id = published(unique("Ends"));
    String etag = read(id).extract().header("ETag");
    put(id, "expiry", Map.of("at", "2035-12-31T18:00:00", "timeZone", "Asia/Almaty"))
        .statusCode(200)
        .body("unpublishAt", equalTo(END))
        .body("unpublishTimeZone", equalTo("Asia/Almaty"))
        .body("hasUnpublishedChanges", equalTo(false));
    put(id, "expiry", Map.of("at", "2035-12-30T13:00:00Z"))
        .statusCode(200)
        .body("unpublishAt", equalTo("2035-12-30T13:00:00.000Z"))
        .body("$", not(hasKey("unpublishTimeZone")));
    change(id, Map.of("kicker", "Again")).statusCode(200);
    move(id, "publish", Map.of())
        .statusCode(200)
        .body("unpublishAt", equalTo("2035-12-30T13:00:00.000Z"));
    cancelExpiry(id).statusCode(200).body("$", not(hasKey("unpublishAt")));
    cancelExpiry(id).statusCode(404);
    assertEquals(
        List.of(
            "expiry_cancelled",
            "published",
            "edited",
            "expiry_set",
            "expiry_set",
            "published",
            "created"),
        history(id));
    assertEquals(false, etag.equals(read(id).extract().header("ETag")));
  }

  @Test
  void an_end_stands_beside_a_schedule_and_goes_with_it() {
    String id = draft(unique("Begins and ends"));
    move(id, "publish", Map.of("at", BEGIN, "unpublishAt", END))
        .statusCode(200)
        .body("state", equalTo("scheduled"))
        .body("unpublishAt", equalTo(END));
    move(id, "publish", Map.of("at", END))
        .statusCode(422)
        .body("errors.pointer", contains("/at"))
        .body("errors.code", contains("invalid_value"));
    put(id, "expiry", Map.of("at", BEGIN)).statusCode(422).body("errors.pointer", contains("/at"));
    put(id, "expiry", Map.of("at", "2035-12-02T00:00:00Z")).statusCode(200);
    move(id, "withdraw")
        .statusCode(200)
        .body("$", not(hasKey("unpublishAt")))
        .body("$", not(hasKey("scheduledFor")))
        .body("$", not(hasKey("scheduledTimeZone")));
    cancelExpiry(id).statusCode(409);
  }

  @ParameterizedTest
  @CsvSource({
    "2035-12-01T04:00:00Z, 2035-12-01T04:00:00Z, /unpublishAt, invalid_value",
    "2035-12-01T04:00:00Z, 2035-11-30T04:00:00Z, /unpublishAt, invalid_value",
    "2035-12-01T04:00:00Z, 2021-11-30T04:00:00Z, /unpublishAt, invalid_value",
    "2035-12-01T04:00:00Z, 2047-11-30T04:00:00Z, /unpublishAt, out_of_range"
  })
  void it_cannot_end_before_it_begins(String at, String end, String pointer, String code) {
    String id = draft(unique("Ends first"));
    ValidatableResponse refused =
        move(id, "publish", Map.of("at", at, "unpublishAt", end)).statusCode(422);
    refused.body("errors[0].pointer", equalTo(pointer)).body("errors[0].code", equalTo(code));
    copy(id).body("state", equalTo("draft"));
  }

  @Test
  void what_nobody_reads_has_no_end() {
    String id = draft(unique("No end"));
    put(id, "expiry", Map.of("at", END))
        .statusCode(409)
        .body("code", equalTo("illegal_transition"))
        .body("detail", containsString("expire"));
    published(unique("Other"));
    String unpublished = published(unique("Ended by hand"));
    put(unpublished, "expiry", Map.of("at", END)).statusCode(200);
    move(unpublished, "unpublish").statusCode(200).body("$", not(hasKey("unpublishAt")));
    String archived = published(unique("Archived"));
    put(archived, "expiry", Map.of("at", END)).statusCode(200);
    move(archived, "archive").statusCode(200).body("$", not(hasKey("unpublishAt")));
    String binned = published(unique("Binned"));
    put(binned, "expiry", Map.of("at", END)).statusCode(200);
    bin(binned).statusCode(204);
    copy(binned).body("$", not(hasKey("unpublishAt")));
  }

  @Test
  void under_embargo_nobody_publishes_or_schedules_before_its_end() {
    String id = draft(unique("Under embargo"));
    put(id, "embargo", Map.of("until", BEGIN, "reason", "The ministry publishes at nine."))
        .statusCode(200)
        .body("state", equalTo("draft"))
        .body("embargo.until", equalTo(BEGIN))
        .body("embargo.reason", equalTo("The ministry publishes at nine."))
        .body("embargo", hasKey("setBy"));
    for (String role : List.of("author", "editor", "administrator")) {
      int status = role.equals("author") ? 404 : 409;
      move(role, id, "publish", "*", Map.of()).statusCode(status);
      move(role, id, "publish", "*", Map.of("at", "2035-12-01T03:59:59Z")).statusCode(status);
    }
    move(id, "publish", Map.of("at", "2021-01-01T00:00:00Z"))
        .statusCode(409)
        .body("code", equalTo("embargoed"))
        .body("title", equalTo("It is under embargo"))
        .body(
            "detail",
            equalTo(
                "It may not be published before 2035-12-01T04:00:00.000Z: The ministry publishes"
                    + " at nine."));
    change(id, Map.of("kicker", "Edited meanwhile")).statusCode(200);
    move(id, "publish", Map.of("at", BEGIN)).statusCode(200).body("state", equalTo("scheduled"));
    put(id, "embargo", Map.of("until", END, "reason", "Later."))
        .statusCode(409)
        .body("code", equalTo("conflict"));
    copy(id).body("embargo.until", equalTo(BEGIN));
  }

  @Test
  void only_an_editor_lifts_an_embargo_or_brings_its_end_nearer() {
    String id = create("author", article(unique("Lifted"))).extract().path("id");
    put("author", id, "embargo", Map.of("until", BEGIN, "reason", "A report.")).statusCode(200);
    put("author", id, "embargo", Map.of("until", END, "reason", "Later still.")).statusCode(200);
    put("author", id, "embargo", Map.of("until", BEGIN, "reason", "Sooner.")).statusCode(403);
    lift("author", id, "It is out.").statusCode(403);
    lift("editor", id, null)
        .statusCode(400)
        .body("errors.parameter", contains("reason"))
        .body("errors.code", contains("required"));
    lift("editor", id, "x".repeat(501)).statusCode(400).body("errors.code", contains("too_long"));
    lift("editor", id, "It is out.").statusCode(200).body("$", not(hasKey("embargo")));
    lift("editor", id, "It is out.").statusCode(404);
    assertEquals(List.of("embargo_lifted", "embargoed", "embargoed", "created"), history(id));
    Keys.as("editor")
        .get("/manage/v1/articles/{id}/revisions", id)
        .then()
        .body("items[0].note", equalTo("It is out."));
    move("author", id, "publish", "*", Map.of()).statusCode(200);
  }

  @Test
  void the_end_of_an_embargo_publishes_nothing_and_what_is_published_may_have_one() {
    String id = published(unique("Out already"));
    put(id, "embargo", Map.of("until", BEGIN, "reason", "The second part."))
        .statusCode(200)
        .body("hasUnpublishedChanges", equalTo(false));
    change(id, Map.of("kicker", "The second part")).statusCode(200);
    move(id, "publish").statusCode(409).body("code", equalTo("embargoed"));
    read(id).statusCode(200).body("$", not(hasKey("kicker")));
    sql.update(
        "update article set embargo_until = now() - interval '1 hour' where id = ?",
        UUID.fromString(id));
    copy(id).body("state", equalTo("published")).body("hasUnpublishedChanges", equalTo(true));
    move(id, "publish").statusCode(200);
    read(id).body("kicker", equalTo("The second part"));
  }

  @ParameterizedTest
  @CsvSource({
    "'{}', 422, required",
    "'{\"until\": \"2035-12-01T04:00:00Z\"}', 422, required",
    "'{\"until\": \"2035-12-01T04:00:00Z\", \"reason\": \" \"}', 422, required",
    "'{\"until\": \"2021-12-01T04:00:00Z\", \"reason\": \"x\"}', 422, invalid_value",
    "'{\"until\": \"2055-12-01T04:00:00Z\", \"reason\": \"x\"}', 422, out_of_range",
    "'{\"until\": \"soon\", \"reason\": \"x\"}', 400, invalid_format",
    "'{\"until\": 5, \"reason\": \"x\"}', 400, invalid_type",
    "'{\"until\": \"2035-12-01T04:00:00Z\", \"reason\": \"x\", \"who\": 1}', 400, unknown_member"
  })
  void an_embargo_needs_a_time_to_come_and_a_reason(String body, int status, String code) {
    String id = draft(unique("No embargo"));
    put(id, "embargo", body).statusCode(status).body("errors[0].code", equalTo(code));
    copy(id).body("version", equalTo(1)).body("$", not(hasKey("embargo")));
  }

  @Test
  void another_version_than_the_callers_is_412_and_none_is_428() {
    String id = published(unique("Seen before"));
    for (String what : List.of("expiry", "embargo")) {
      RequestSpecification request =
          Keys.as("editor")
              .contentType(ContentType.JSON)
              .body(Map.of(what.equals("expiry") ? "at" : "until", END));
      if (what.equals("embargo")) {
        request.body(Map.of("until", END, "reason", "x"));
      }
      request.put("/manage/v1/articles/{id}/{what}", id, what).then().statusCode(428);
      Keys.as("editor")
          .header("If-Match", "\"1\"")
          .queryParam("reason", "x")
          .delete("/manage/v1/articles/{id}/embargo", id)
          .then()
          .statusCode(412)
          .body("currentVersion", equalTo(2));
    }
  }

  @Test
  void the_calendar_lists_both_ends_by_time_and_what_a_changed_zone_moves() {
    Instant hour =
        Instant.parse("2034-01-01T00:00:00Z")
            .plus(Math.floorMod(UUID.randomUUID().hashCode(), 8_000), ChronoUnit.HOURS);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String id = draft(unique("Planned " + i));
      ids.add(id);
      move(
              id,
              "publish",
              Map.of(
                  "at", hour.plusSeconds(i).toString(),
                  "unpublishAt", hour.plusSeconds(60 - i).toString(),
                  "timeZone", "Asia/Almaty"))
          .statusCode(200);
    }
    sql.update(
        "update article set scheduled_local = scheduled_local + interval '1 hour' where id = ?",
        UUID.fromString(ids.get(1)));
    List<String> found = new ArrayList<>();
    String cursor = null;
    do {
      RequestSpecification request =
          Keys.as("editor")
              .queryParam("from", hour.toString())
              .queryParam("to", hour.plusSeconds(61).toString())
              .queryParam("limit", 4);
      if (cursor != null) {
        request.queryParam("cursor", cursor);
      }
      ValidatableResponse page = request.get("/manage/v1/schedule").then().statusCode(200);
      List<Map<String, Object>> items = page.extract().path("items");
      items.forEach(
          m ->
              found.add(
                  "%s %d%s"
                      .formatted(
                          m.get("move"),
                          ids.indexOf(m.get("article")),
                          Boolean.TRUE.equals(m.get("clockMoved")) ? " moved" : "")));
      cursor = page.extract().path("page.next");
    } while (cursor != null);
    assertEquals(
        List.of(
            "publish 0",
            "publish 1 moved",
            "publish 2",
            "unpublish 2",
            "unpublish 1",
            "unpublish 0"),
        found);
    Keys.as("editor")
        .queryParam("from", hour.toString())
        .queryParam("to", hour.plusSeconds(1).toString())
        .get("/manage/v1/schedule")
        .then()
        .body("items", hasSize(1))
        .body("items[0].timeZone", equalTo("Asia/Almaty"))
        .body("items[0].at", equalTo(hour.toString().replace("Z", ".000Z")));
  }
}
