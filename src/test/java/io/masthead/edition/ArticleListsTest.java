package io.masthead.edition;

import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.list;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.members;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.publishAt;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.tag;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.database.Sql;
import io.masthead.support.Contract;
import io.masthead.support.NewsApi;
import io.masthead.support.NewsApi.Made;
import io.masthead.support.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of published articles: what is in them, in which order, and how one reads to the end. */
@QuarkusTest
class ArticleListsTest {

  private static final String PATH = "/api/v1/articles";
  private static final List<String> SORTS =
      List.of("-publishedAt", "publishedAt", "-updatedAt", "title", "-views", "-comments");

  @Inject Sql sql;

  private static List<String> ids(Object... parameters) {
    return list(parameters).statusCode(200).extract().path("items.id");
  }

  // Order and pages

  private static final String SAME_TIME = "2024-05-05T05:05:05.000Z";
  private static final Map<String, String> SIXTY = new LinkedHashMap<>();
  private static Made sixtyTag;

  /** Sixty articles of one time, of few titles and of few counts. */
  private synchronized String sixty() {
    if (sixtyTag == null) {
      sixtyTag = tag();
      List<String> titles =
          List.of("Ёлка", "Елка", "Яма", "Әсем", "zoe", "Zoë", "Zoe", "Ärger", "اردو", "100", "10");
      for (int i = 0; i < 60; i++) {
        String title = titles.get(i % titles.size());
        String id = publishAt(draft(title, "tags", List.of(sixtyTag.id())), SAME_TIME);
        SIXTY.put(id, title);
        sql.update(
            "update edition_count set views = ?, comments = ? where article_id = ?",
            (long) i % 5,
            i % 3,
            UUID.fromString(id));
      }
    }
    return sixtyTag.slug();
  }

  /** Ids to the end, by the cursors of the body, which are also those of Link. */
  private static List<String> walk(Map<String, Object> parameters, String way, String start) {
    List<String> seen = new ArrayList<>();
    String cursor = start;
    do {
      Map<String, Object> page = new HashMap<>(parameters);
      if (cursor != null) {
        page.put("cursor", cursor);
      }
      ValidatableResponse answer = given().queryParams(page).get(PATH).then().statusCode(200);
      List<String> ids = answer.extract().path("items.id");
      if (way.equals("previous")) {
        ids = new ArrayList<>(ids);
        Collections.reverse(ids);
      }
      seen.addAll(ids);
      cursor = answer.extract().path("page." + way);
      String link = answer.extract().header("Link");
      String rel = "rel=\"" + (way.equals("next") ? "next" : "prev") + "\"";
      assertEquals(cursor != null, link != null && link.contains(rel), () -> "Link: " + link);
    } while (cursor != null && seen.size() < 1_000);
    return seen;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-publishedAt", "publishedAt", "-updatedAt", "title", "-views", "-comments"})
  void equal_values_neither_repeat_nor_hide_under_any_sort(String sort) {
    Map<String, Object> all = members("tag", sixty(), "sort", sort, "limit", 7);
    List<String> forward = walk(all, "next", null);
    assertEquals(60, forward.size());
    assertEquals(SIXTY.keySet(), new HashSet<>(forward));
    assertEquals(forward, walk(all, "next", null));
    list("tag", sixty(), "total", true).body("page.total", is(60));
    Map<String, Object> other = new HashMap<>(all);
    other.put("limit", 100);
    assertEquals(forward, walk(other, "next", null));

    String last = null;
    String cursor = null;
    do {
      Map<String, Object> page = new HashMap<>(all);
      if (cursor != null) {
        page.put("cursor", cursor);
      }
      ValidatableResponse answer = given().queryParams(page).get(PATH).then();
      last = answer.extract().path("page.previous");
      cursor = answer.extract().path("page.next");
    } while (cursor != null);
    List<String> backward = walk(all, "previous", last);
    Collections.reverse(backward);
    assertEquals(forward.subList(0, 56), backward);
  }

  @Test
  void every_sort_puts_first_what_it_says() {
    Made tag = tag();
    String b = publishAt(draft("b", "tags", List.of(tag.id())), "2020-01-02T00:00:00Z");
    String c = publishAt(draft("C", "tags", List.of(tag.id())), "2020-01-03T00:00:00Z");
    String a = publishAt(draft("Ä", "tags", List.of(tag.id())), "2020-01-01T00:00:00Z");
    move(b, "publish", Map.of("update", true)).statusCode(200);
    counts(a, 5, 0);
    counts(b, 7, 1);
    counts(c, 6, 2);
    Map<String, List<String>> expected =
        Map.of(
            "-publishedAt", List.of(c, b, a),
            "publishedAt", List.of(a, b, c),
            "-updatedAt", List.of(b, c, a),
            "title", List.of(a, b, c),
            "-views", List.of(b, c, a),
            "-comments", List.of(c, b, a));
    for (String sort : SORTS) {
      assertEquals(expected.get(sort), ids("tag", tag.slug(), "sort", sort), sort);
    }
    assertEquals(expected.get("-publishedAt"), ids("tag", tag.slug()));
  }

  private void counts(String id, long views, int comments) {
    sql.update(
        "update edition_count set views = ?, comments = ? where article_id = ?",
        views,
        comments,
        UUID.fromString(id));
  }

  @Test
  void the_first_and_the_last_page_say_so() {
    ValidatableResponse first = list("tag", sixty(), "limit", 9);
    first.body("page", not(hasKey("previous"))).body("page.limit", is(9));
    first.header("Link", not(containsString("prev")));
    assertEquals(
        "</api/v1/articles?tag="
            + sixty()
            + "&limit=9&cursor="
            + first.extract().path("page.next")
            + ">; rel=\"next\"",
        first.extract().header("Link"));
    String never = "never-" + mark();
    list("tag", never, "total", true)
        .statusCode(200)
        .header("Link", (String) null)
        .body("items", hasSize(0))
        .body("page", equalTo(Map.of("limit", 20, "total", 0)));
    list("tag", sixty(), "limit", 60)
        .body("items", hasSize(60))
        .body("page", not(hasKey("next")))
        .body("page", not(hasKey("total")));
  }

  @Test
  void a_list_is_read_whole_while_others_publish_and_unpublish() throws Exception {
    Made tag = tag();
    Set<String> stable = new HashSet<>();
    List<String> restless = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String id =
          publishAt(
              draft("Walked " + i % 4, "tags", List.of(tag.id())),
              "2024-01-01T00:00:0" + i % 3 + "Z");
      if (i % 3 == 0) {
        restless.add(id);
      } else {
        stable.add(id);
      }
    }
    AtomicBoolean walking = new AtomicBoolean(true);
    ExecutorService writers = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> writing = new ArrayList<>();
      for (int writer = 0; writer < 2; writer++) {
        int own = writer;
        writing.add(
            writers.submit(
                () -> {
                  for (int i = own; walking.get(); i += 2) {
                    String id = restless.get(i % restless.size());
                    move(id, "unpublish").statusCode(200);
                    publish(id);
                    published("New", "tags", List.of(tag.id()));
                  }
                }));
      }
      for (int round = 0; round < 3; round++) {
        for (String sort : List.of("-publishedAt", "publishedAt", "-updatedAt", "title")) {
          List<String> seen =
              walk(members("tag", tag.slug(), "sort", sort, "limit", 4), "next", null);
          assertEquals(seen.size(), new HashSet<>(seen).size(), "a repeat under " + sort);
          assertTrue(new HashSet<>(seen).containsAll(stable), "a gap under " + sort);
        }
      }
      walking.set(false);
      for (Future<?> writer : writing) {
        writer.get();
      }
    } finally {
      walking.set(false);
      writers.shutdownNow();
    }
  }

  @Test
  void a_cursor_is_of_its_list_and_unaltered() {
    String cursor = list("tag", sixty(), "limit", 7).extract().path("page.next");
    for (int i = 0; i < cursor.length(); i += 5) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      refuse("tag", sixty(), "cursor", cursor.substring(0, i) + other + cursor.substring(i + 1));
    }
    refuse("tag", sixty(), "cursor", cursor + "A");
    refuse("tag", sixty(), "cursor", cursor + "=");
    refuse("tag", sixty(), "cursor", cursor.substring(0, cursor.length() - 1));
    refuse("tag", sixty(), "cursor", "x");
    refuse("tag", sixty(), "cursor", "AAAA");
    refuse("cursor", cursor);
    refuse("tag", "other", "cursor", cursor);
    refuse("tag", sixty(), "sort", "title", "cursor", cursor);
    refuse("tag", sixty(), "lang", "en", "cursor", cursor);
    refuse("tag", sixty(), "featured", false, "cursor", cursor);
    refuse("tag", sixty(), "q", "x", "cursor", cursor);
    refuse("tag", sixty(), "publishedFrom", "2020-01-01T00:00:00Z", "cursor", cursor);
    refuse("tag", sixty(), "id", UUID.randomUUID(), "cursor", cursor);
    given().queryParam("cursor", cursor).get("/api/v1/tags").then().statusCode(400);
    given().queryParam("cursor", cursor).get("/api/v1/authors").then().statusCode(400);
    list("tag", sixty(), "limit", 3, "include", "counts", "fields", "title", "cursor", cursor)
        .statusCode(200)
        .body("items", hasSize(3));
    list("tag", sixty(), "sort", "-publishedAt", "cursor", cursor).statusCode(200);
  }

  private static void refuse(Object... parameters) {
    list(parameters)
        .statusCode(400)
        .body("errors[0].parameter", equalTo("cursor"))
        .body("errors[0].code", equalTo("invalid_cursor"));
  }

  // Filters

  /** An article with what it can be found by. */
  private record Model(
      String id, int author, int section, String lang, boolean pinned, int day, boolean word) {}

  @Test
  void every_filter_alone_and_with_others_keeps_what_it_says() {
    String mark = mark();
    Made all = NewsApi.author();
    Made some = NewsApi.author();
    Made site = section();
    Made world = section("parent", site.slug());
    Made asia = section("parent", world.slug());
    Made sport = section("parent", site.slug());
    Made tag = tag();
    List<Model> models = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      boolean by = i % 2 == 0;
      int where = i % 3;
      String lang = i % 4 < 2 ? "kk" : "en";
      boolean pinned = i % 5 < 2;
      int day = 1 + i % 6;
      boolean word = i % 7 < 4;
      List<Object> bylines = new ArrayList<>(List.of(Map.of("author", all.id())));
      if (by) {
        bylines.add(Map.of("author", some.slug(), "role", "photo"));
      }
      Object[] members = {
        "bylines",
        bylines,
        "section",
        List.of(world, asia, sport).get(where).id(),
        "sections",
        where == 2 ? List.of(world.id()) : List.of(),
        "tags",
        List.of(tag.id()),
        "lang",
        lang,
        "body",
        "<p>Text " + mark + (word ? " қосымша" : "") + "</p>"
      };
      Map<String, Object> article = NewsApi.article("Filtered", members);
      if (pinned) {
        article.put("pinned", Map.of("until", "2036-01-01T00:00:00Z"));
      } else if (i % 5 == 2) {
        article.put("pinned", Map.of("until", "2020-01-01T00:00:00Z"));
      }
      String id = NewsApi.create(article).statusCode(201).extract().path("id");
      publishAt(id, "2024-02-0" + day + "T00:00:00Z");
      models.add(new Model(id, by ? 1 : 0, where, lang, pinned, day, word));
    }
    List<Model> chosen = models.subList(3, 17);
    Map<Map<String, Object>, Predicate<Model>> filters = new LinkedHashMap<>();
    filters.put(Map.of("author", some.slug()), m -> m.author() == 1);
    filters.put(Map.of("section", asia.id()), m -> m.section() == 1);
    filters.put(Map.of("section", world.slug().toUpperCase()), m -> true);
    filters.put(Map.of("section", sport.slug()), m -> m.section() == 2);
    filters.put(Map.of("lang", "KK"), m -> m.lang().equals("kk"));
    filters.put(Map.of("featured", true), Model::pinned);
    filters.put(Map.of("featured", false), m -> !m.pinned());
    filters.put(Map.of("publishedFrom", "2024-02-03T05:00:00+05:00"), m -> m.day() >= 3);
    filters.put(Map.of("publishedTo", "2024-02-05T00:00:00Z"), m -> m.day() < 5);
    filters.put(Map.of("id", chosen.stream().map(Model::id).toList()), chosen::contains);
    filters.put(Map.of("q", mark + " ҚОСЫМША"), Model::word);
    filters.put(Map.of("q", mark + " -қосымша"), m -> !m.word());
    filters.put(Map.of("q", "\"text " + mark + "\""), m -> true);

    List<Map<String, Object>> bases =
        List.of(
            Map.of("tag", tag.slug()),
            Map.of("tag", tag.id()),
            Map.of("author", all.id()),
            Map.of("section", site.slug()),
            Map.of("q", mark));
    List<Map<String, Object>> keys = new ArrayList<>(filters.keySet());
    for (Map<String, Object> base : bases) {
      for (int i = 0; i < keys.size(); i++) {
        for (int j = i; j < keys.size(); j++) {
          Map<String, Object> asked = new HashMap<>(base);
          asked.putAll(keys.get(i));
          asked.putAll(keys.get(j));
          if (asked.size() < base.size() + keys.get(i).size() + (i == j ? 0 : 1)) {
            continue; // one parameter twice
          }
          check(asked, models, filters.get(keys.get(i)).and(filters.get(keys.get(j))));
        }
      }
    }
    Map<String, Object> whole = new HashMap<>(Map.of("tag", tag.slug()));
    Predicate<Model> both = m -> true;
    for (Map<String, Object> filter : keys) {
      if (Collections.disjoint(whole.keySet(), filter.keySet())) {
        whole.putAll(filter);
        both = both.and(filters.get(filter));
      }
    }
    check(whole, models, both);
    for (String sort : SORTS) {
      whole.put("sort", sort);
      check(whole, models, both);
    }
  }

  private static void check(
      Map<String, Object> asked, List<Model> models, Predicate<Model> expected) {
    Set<String> ids = models.stream().filter(expected).map(Model::id).collect(Collectors.toSet());
    ValidatableResponse answer =
        given()
            .queryParams(asked)
            .queryParam("limit", 100)
            .queryParam("total", true)
            .get(PATH)
            .then()
            .statusCode(200);
    List<String> found = answer.extract().path("items.id");
    assertEquals(ids, new HashSet<>(found), asked::toString);
    assertEquals(ids.size(), found.size(), asked::toString);
    answer.body("page.total", is(ids.size()));
  }

  @Test
  void what_was_backdated_is_published_and_what_is_scheduled_is_not() {
    Made tag = tag();
    String past = draft("Past", "tags", List.of(tag.id()));
    String ahead = draft("Ahead", "tags", List.of(tag.id()));
    publishAt(past, Instant.now().minus(Duration.ofMinutes(1)).toString());
    move(ahead, "publish", Map.of("at", Instant.now().plus(Duration.ofHours(1)).toString()));
    assertEquals(List.of(past), ids("tag", tag.slug()));
    assertEquals(
        List.of(past),
        ids("tag", tag.slug(), "publishedTo", Instant.now().plusSeconds(7_200).toString()));
    assertEquals(List.of(), ids("tag", tag.slug(), "publishedFrom", Instant.now().toString()));
  }

  @Test
  void an_article_moves_between_lists_when_it_is_published_again() {
    Made before = tag();
    Made after = tag();
    Made section = section();
    String id = published("Moves", "tags", List.of(before.id()), "section", section.id());
    change(id, Map.of("tags", List.of(after.id()), "bylines", List.of(Map.of("name", "N"))));
    assertEquals(List.of(id), ids("tag", before.slug()));
    assertEquals(List.of(), ids("tag", after.slug()));
    publish(id);
    assertEquals(List.of(), ids("tag", before.slug()));
    assertEquals(List.of(id), ids("tag", after.slug()));
    move(id, "unpublish");
    assertEquals(List.of(), ids("tag", after.slug()));
    assertEquals(List.of(), ids("section", section.slug()));
  }

  // Members

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | '' | body,counts | title,bylines",
        "'' | counts | body | counts,title",
        "'' | body | counts | body,title",
        "'' | body,counts | '' | body,counts,title",
        "title | '' | body,counts,slug | id,title",
        "title | counts | body,slug | id,title,counts",
        "title | body | counts,slug | id,title,body",
        "title | counts,body | slug | id,title,body,counts",
        "body | '' | counts,title | id,body",
        "counts | '' | body,title | id,counts",
        "title,body,counts | counts | slug | id,title,body,counts",
        "counts.views | counts | title | id,counts",
        "section.name,tags.slug | '' | title | id,tags",
      })
  void fields_and_include_give_what_each_asks_for(
      String fields, String include, String absent, String present) {
    Map<String, Object> asked = members("tag", sixty(), "limit", 2);
    if (!fields.isEmpty()) {
      asked.put("fields", fields);
    }
    if (!include.isEmpty()) {
      asked.put("include", include);
    }
    ValidatableResponse answer = given().queryParams(asked).get(PATH).then().statusCode(200);
    for (String name : present.split(",")) {
      answer.body("items", everyItem(hasKey(name)));
    }
    for (String name : absent.split(",")) {
      answer.body("items", everyItem(not(hasKey(name))));
    }
  }

  @Test
  void a_list_gives_bodies_in_the_form_that_is_asked() {
    String id = published("Forms", "body", "<p>It <em>is</em>.</p>");
    for (Map.Entry<String, String> form :
        Map.of("html", "<p>It <em>is</em>.</p>", "text", "It is.", "markdown", "It *is*.\n")
            .entrySet()) {
      list("id", id, "include", "body", "body", form.getKey())
          .body("items[0].body.format", equalTo(form.getKey()))
          .body("items[0].body." + form.getKey(), containsString(form.getValue().strip()));
    }
    list("id", id, "include", "body", "body", "blocks")
        .body("items[0].body.blocks[0].type", equalTo("paragraph"));
    Map<String, Object> alone = NewsApi.read(id).extract().as(Map.class);
    List<Map<String, Object>> listed = list("id", id, "include", "body").extract().path("items");
    assertEquals(alone, listed.get(0));
  }

  // What cannot be asked

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sort=title)%20union%20select%20secret%20from%20keyring%20--",
        "sort=title%20desc,%20id",
        "sort=title&direction=asc%3Bselect%20pg_sleep(5)",
        "order=title&dir=sideways",
        "sort=-title",
        "sort=views",
        "sort=-publishedAt,title",
        "sort=",
        "sort=TITLE",
        "status=draft",
        "status=all",
        "preview=true",
        "state=DRAFT",
        "filter[status][ne]=published",
        "filter[passwordHash][startsWith]=%242",
        "author.email=a",
        "filter[author][password][$gt]=a",
        "include=author.articles.author.articles",
        "include=*",
        "include=counts,counts",
        "include=body,counts,body",
        "fields=authors.email",
        "fields=note",
        "featured=1",
        "featured=yes",
        "publishedFrom=2024-01-01",
        "publishedFrom=2024-01-01T00:00:00",
        "publishedTo=yesterday",
        "id=1",
        "id=not-a-uuid",
        "lang=english-language",
        "total=1",
        "limit=0",
        "limit=-1",
        "limit=101",
        "limit=x",
        "limit=1e3",
        "limit=01",
        "limit=%201",
        "limit=1.5",
        "limit=1000000000000",
        "limit=10&limit=10",
        "tag=a&tag=b",
        "page=2",
        "offset=7",
        "q=a&q=b"
      })
  void what_is_no_part_of_the_contract_is_refused_at_once(String query) {
    String name = query.substring(0, query.indexOf('='));
    ValidatableResponse answer =
        given().urlEncodingEnabled(false).get(PATH + "?" + encode(query)).then();
    answer
        .statusCode(400)
        .time(lessThan(5_000L))
        .body("errors.parameter", hasItem(query.contains("&direction") ? "direction" : name))
        .body(not(containsString("select")))
        .body(not(containsString("xception")))
        .body(not(containsString("hibernate")));
  }

  private static String encode(String query) {
    return query.replace("[", "%5B").replace("]", "%5D").replace("$", "%24");
  }

  @Test
  void no_more_ids_than_a_hundred_are_asked_for() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ids.add(UUID.randomUUID().toString());
    }
    list("id", ids).statusCode(200).body("items", hasSize(0));
    ids.add(ids.get(0));
    list("id", ids).statusCode(400).body("errors[0].parameter", equalTo("id"));
    String deep = "author.articles.".repeat(50) + "author";
    list("include", deep).statusCode(400).time(lessThan(3_000L));
    list("include", "counts,".repeat(13) + "counts").statusCode(400);
  }

  // Words

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:b",
        "(",
        ")",
        "!",
        "&",
        "|",
        ":*",
        "'",
        "\"open",
        "\\",
        "1.0.0:x",
        "%",
        "_",
        "a<->b",
        "*",
        "''",
        "\"\"",
        "-",
        "--",
        "or",
        "and not",
        "'; drop table article; --",
        "😀",
        "\u200f\u202e",
        "ﷺ"
      })
  void signs_in_a_search_are_signs_and_no_wildcards(String q) {
    String mark = mark();
    published("Searched " + mark);
    list("q", q).statusCode(200);
    list("q", mark + " " + q, "total", true).statusCode(200);
    if (q.matches("[%_*]")) {
      list("q", mark.substring(0, 6) + q).body("items", hasSize(0));
    }
  }

  @Test
  void words_are_found_in_title_and_body_in_any_case_and_composition() {
    String mark = mark();
    String title = published("Жаңа Қостанай " + mark);
    String body = published("Other", "body", "<p>Осы " + mark + " қостанайй туралы</p>");
    assertEquals(Set.of(title, body), new HashSet<>(ids("q", mark.toUpperCase())));
    assertEquals(List.of(title), ids("q", mark + " қостанаи\u0306"));
    assertEquals(List.of(body), ids("q", mark + " қостанаи\u0306и\u0306"));
    assertEquals(List.of(body), ids("q", mark + " -жаңа"));
    assertEquals(List.of(), ids("q", "\"" + mark + " жаңа\""));
    change(title, Map.of("title", "Removed"));
    assertEquals(Set.of(title, body), new HashSet<>(ids("q", mark)));
    publish(title);
    assertEquals(List.of(body), ids("q", mark));
    given().queryParam("q", "x".repeat(201)).get(PATH).then().statusCode(400);
  }

  // Caching

  @Test
  void a_page_is_held_until_something_on_it_changes() {
    Made tag = tag();
    String id = published("Listed", "tags", List.of(tag.id()));
    String path = PATH + "?tag=" + tag.slug();
    Contract.Answer page = RawHttp.get(path);
    String held = page.header("ETag");
    assertTrue(held.startsWith("W/\""));
    Contract.Answer again = RawHttp.get(path, "If-None-Match", held, "Accept-Encoding", "gzip");
    assertEquals(304, again.status());
    assertEquals(0, again.body().length);
    assertNull(again.header("Content-Encoding"));
    for (String name : List.of("ETag", "Cache-Control", "Vary")) {
      assertEquals(page.header(name), again.header(name), name);
    }
    assertEquals(200, RawHttp.head(path).status());
    assertEquals(held, RawHttp.head(path).header("ETag"));
    change(id, Map.of("kicker", "x"));
    assertEquals(held, RawHttp.get(path).header("ETag"));
    publish(id);
    assertNotEquals(held, RawHttp.get(path).header("ETag"));
    String counted = RawHttp.get(path + "&include=counts").header("ETag");
    assertEquals(counted, RawHttp.get(path + "&include=counts").header("ETag"));
    counts(id, 3, 0);
    assertNotEquals(counted, RawHttp.get(path + "&include=counts").header("ETag"));
  }

  // Counts

  @Test
  void counts_of_many_articles_leave_out_what_is_not_published() {
    String a = published("A");
    String b = published("B");
    String draft = draft("Draft");
    String gone = published("Gone");
    move(gone, "takedown", Map.of("reason", "other"));
    counts(a, 44, 3);
    ValidatableResponse answer =
        given()
            .queryParam("id", List.of(b, draft, a, gone, UUID.randomUUID().toString(), a))
            .get("/api/v1/counts")
            .then()
            .statusCode(200)
            .body("items", hasSize(2))
            .body("$", hasKey("asOf"));
    answer
        .body(
            "items.find { it.id == '" + a + "' }",
            equalTo(Map.of("id", a, "views", 44, "comments", 3)))
        .body(
            "items.find { it.id == '" + b + "' }",
            equalTo(Map.of("id", b, "views", 0, "comments", 0)));
    given().get("/api/v1/counts").then().statusCode(400).body("errors[0].parameter", equalTo("id"));
    given().queryParam("id", "x").get("/api/v1/counts").then().statusCode(400);
    move(a, "unpublish");
    given().queryParam("id", a).get("/api/v1/counts").then().body("items", hasSize(0));
    publish(a);
    given().queryParam("id", a).get("/api/v1/counts").then().body("items[0].views", is(44));
  }
}
