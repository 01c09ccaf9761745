package io.masthead.article;

import static io.masthead.support.NewsApi.article;
import static io.masthead.support.NewsApi.atOnce;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.copy;
import static io.masthead.support.NewsApi.create;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.read;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slugs over HTTP: readable in any script, unique in a language, and never in each other's way. */
@QuarkusTest
class ArticleSlugsTest {

  private static final String WELL_FORMED =
      "(?!-)(?!.*--)[\\p{Ll}\\p{Lo}\\p{M}\\p{Nd}-]{1,120}(?<!-)";

  private final String mark = mark();

  private static String slug(String id) {
    return copy(id).extract().path("slug");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Выборы в городском совете",
        "Новый мост через реку",
        "Жаңа көпір ашылды",
        "نیا پل کھل گیا",
        "新しい橋が開通した",
        "新桥通车",
        "새 다리 개통",
        "नया पुल खुला",
        "สะพานใหม่เปิดแล้ว",
        "Νέα γέφυρα",
        "גשר חדש נפתח",
        "Ахальцихе — ახალი ხიდი",
        "Nový most přes řeku",
        "Ýeňiş köprüsi",
        "Rain again 😀",
        "😀 first",
        "a 😀😀 b",
        "😀",
        "—",
        "31",
        "٣١",
        "feed",
        "search",
        "new",
        "sitemap.xml",
        "Bread & roses done",
        "50% off? yes",
        "a#b",
        "a/b",
        "a;b=c",
        "a\\b",
        "../../etc/passwd",
        "İstanbul ISPARTA ıl",
        "straße ﬁne Ǆ"
      })
  void a_title_in_any_script_gets_a_slug_by_which_it_is_read(String title) {
    String first = draft(title, "bylines", List.of(Map.of("name", "A")));
    String second = draft(title);
    publish(first);
    publish(second);
    assertFalse(slug(first).equals(slug(second)));
    for (String id : List.of(first, second)) {
      String slug = slug(id);
      assertTrue(slug.matches(WELL_FORMED), slug);
      read(slug).statusCode(200).body("id", equalTo(id)).body("title", equalTo(title));
      read(id).statusCode(200).body("id", equalTo(id));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Bread & roses done, bread-roses-done",
    "50% off? yes, 50-off-yes",
    "a#b, a-b",
    "a/b, a-b",
    "a;b=c, a-b-c"
  })
  void the_words_behind_a_sign_are_kept(String title, String slug) {
    assertEquals(slug + "-" + mark, slug(draft(title + " " + mark)));
  }

  @Test
  void the_same_title_is_numbered() {
    assertEquals("again-" + mark, slug(draft("Again " + mark)));
    assertEquals("again-" + mark + "-2", slug(draft("Again " + mark)));
    assertEquals("again-" + mark + "-3", slug(draft("Again, " + mark + "!")));
    assertEquals("again-" + mark, slug(draft("Again " + mark, "lang", "ru")));
  }

  @Test
  void a_long_title_keeps_room_for_its_number() {
    String title = (mark + " " + "abcd efgh ".repeat(40)).substring(0, 200).strip();
    HashSet<String> slugs = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      String slug = slug(draft(title));
      assertTrue(slug.matches(WELL_FORMED), slug);
      assertTrue(slug.matches(mark + "(-abcd|-efgh)+(-[23])?"), slug);
      slugs.add(slug);
    }
    assertEquals(3, slugs.size());
    create(article("abcd efgh ".repeat(40)))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/title"))
        .body("errors[0].code", equalTo("too_long"));
  }

  @Test
  void one_title_at_once_gives_as_many_slugs() {
    List<String> slugs =
        atOnce(20, i -> create(article("Crowd " + mark)).statusCode(201).extract().path("slug"));
    assertEquals(20, new HashSet<>(slugs).size(), slugs::toString);
  }

  @Test
  void titles_whose_numbered_slugs_meet_do_not_break_each_other() {
    draft("Part " + mark);
    for (int round = 0; round < 5; round++) {
      int number = round + 2;
      List<String> slugs =
          atOnce(
              8,
              i ->
                  create(article("Part " + mark + (i % 2 == 0 ? "" : " " + number)))
                      .statusCode(201)
                      .extract()
                      .path("slug"));
      assertEquals(8, new HashSet<>(slugs).size(), slugs::toString);
    }
  }

  @Test
  void one_given_slug_at_once_is_had_by_one() {
    List<Integer> statuses =
        atOnce(8, i -> create(article("Given", "slug", "given-" + mark)).extract().statusCode());
    assertEquals(
        List.of(201, 409, 409, 409, 409, 409, 409, 409), statuses.stream().sorted().toList());
  }

  @Test
  void a_given_slug_that_is_taken_is_a_conflict() {
    String first = draft("First", "slug", "taken-" + mark);
    create(article("Second", "slug", "taken-" + mark))
        .statusCode(409)
        .body("code", equalTo("slug_taken"));
    String second = draft("Second " + mark);
    change(second, Map.of("slug", "taken-" + mark))
        .statusCode(409)
        .body("code", equalTo("slug_taken"));
    create(article("Elsewhere", "slug", "taken-" + mark, "lang", "kk")).statusCode(201);
    change(second, Map.of("lang", "kk", "slug", "taken-" + mark)).statusCode(409);
    change(first, Map.of("slug", "freed-" + mark)).statusCode(200);
    change(second, Map.of("slug", "taken-" + mark)).statusCode(200);
  }

  @Test
  void a_slug_once_published_stays_its_articles() {
    String first = publish(draft("First", "slug", "kept-" + mark));
    change(first, Map.of("slug", "moved-" + mark)).statusCode(200);
    create(article("Second", "slug", "kept-" + mark)).statusCode(409);
    publish(first);
    create(article("Second", "slug", "kept-" + mark)).statusCode(409);
    move(first, "unpublish").statusCode(200);
    create(article("Second", "slug", "kept-" + mark)).statusCode(409);
    assertEquals("kept-" + mark + "-2", slug(draft("Kept " + mark)));
    publish(first);
    change(first, Map.of("slug", "kept-" + mark)).statusCode(200);
    publish(first);
    read("kept-" + mark).statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "feed",
        "search",
        "new",
        "views",
        "a b",
        "a--b",
        "-a",
        "a-",
        "a_b",
        "a/b",
        "a.b",
        "a%20b",
        "a?b",
        "0198a1b2-0000-7000-8000-000000000000",
        "0198a1b2000070008000000000000000",
        " "
      })
  void a_given_slug_that_cannot_stand_in_an_address_is_refused(String slug) {
    create(article("Given", "slug", slug))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/slug"));
  }

  @Test
  void the_id_of_an_article_is_no_other_ones_slug() {
    String id = publish(draft("Thirty-two " + mark));
    create(article("Shadow", "slug", id)).statusCode(422);
    String upper = publish(draft("Shadow " + id));
    read(id).statusCode(200).body("id", equalTo(id));
    read(id.toUpperCase()).statusCode(200).body("id", equalTo(id));
    read(upper).statusCode(200).body("id", equalTo(upper));
    String titled = publish(draft(UUID.randomUUID().toString()));
    read(slug(titled)).statusCode(200).body("id", equalTo(titled));
  }

  @Test
  void a_given_slug_of_numbers_or_another_script_is_fine() {
    for (String slug : List.of("31" + mark.replaceAll("\\D", ""), "көпір-" + mark, "پل-" + mark)) {
      ValidatableResponse made = create(article("Own", "slug", slug)).statusCode(201);
      String id = made.extract().path("id");
      assertEquals(slug, slug(id));
      publish(id);
      read(slug).statusCode(200).body("id", equalTo(id));
    }
  }

  @Test
  void a_slug_given_in_another_spelling_is_stored_in_its_one() {
    for (String given : List.of("и\u0306-" + mark, "Й-Upper-" + mark)) {
      String slug = given.replace("и\u0306", "й").toLowerCase();
      String id = create(article("x", "slug", given)).statusCode(201).extract().path("id");
      assertEquals(slug, slug(id));
      publish(id);
      read(slug).statusCode(200).body("id", equalTo(id));
      create(article("x", "slug", given)).statusCode(409);
    }
  }

  @Test
  void a_slug_taken_away_is_made_anew_from_the_title() {
    String id = draft("Made anew " + mark, "slug", "by-hand-" + mark);
    Map<String, Object> patch = new HashMap<>();
    patch.put("slug", null);
    change(id, patch).statusCode(200).body("slug", equalTo("made-anew-" + mark));
    change(id, Map.of("title", "Another title " + mark)).body("slug", equalTo("made-anew-" + mark));
  }
}
