package io.masthead.edition;

import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.database.Sql;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is renamed, moved, merged and published, in any order: right after it, each term tells
 * as many published articles as a model knows, and what was merged leads to where they went.
 */
@QuarkusTest
class TermCountsTest {

  private static final int STEPS = 60;

  private static final class Term {
    final String kind;
    final String id;
    Term parent;
    Term heir;

    Term(String kind, String id) {
      this.kind = kind;
      this.id = id;
    }

    Term now() {
      return heir == null ? this : heir.now();
    }

    boolean isBelow(Term other) {
      return this == other || parent != null && parent.now().isBelow(other);
    }
  }

  private static final class Article {
    String id;
    List<Term> working;
    List<Term> published = List.of();
  }

  @Inject Sql sql;
  @Inject Published published;

  private final List<Term> terms = new ArrayList<>();
  private final List<Article> articles = new ArrayList<>();
  private final String mark = mark();
  private Random random;
  private int names;

  @ParameterizedTest
  @ValueSource(longs = {1, 20, 300, 4000})
  void every_count_is_right_after_every_step(long seed) {
    random = new Random(seed);
    for (String kind : List.of("author", "section", "tag")) {
      for (int i = 0; i < 5; i++) {
        terms.add(made(kind));
      }
    }
    for (int i = 0; i < 4; i++) {
      Article article = new Article();
      article.working = someTerms();
      article.id = draft("Counted " + mark, members(article.working));
      articles.add(article);
    }
    for (int step = 0; step < STEPS; step++) {
      String done = step();
      assertEquals(expected(), told(), "seed " + seed + ", step " + step + ": " + done);
    }
    awaitSums();
  }

  @Test
  void sums_of_many_are_kept_while_articles_are_viewed_and_move_at_once() throws Exception {
    random = new Random(7);
    for (String kind : List.of("author", "section", "tag")) {
      for (int i = 0; i < 3; i++) {
        terms.add(made(kind));
      }
    }
    for (int i = 0; i < 6; i++) {
      Article article = new Article();
      article.working = someTerms();
      article.id = draft("Viewed " + mark, members(article.working));
      move(article.id, "publish").statusCode(200);
      articles.add(article);
    }
    List<Callable<Void>> acts = new ArrayList<>();
    for (Article article : articles) {
      List<List<Term>> places = Stream.generate(this::someTerms).limit(10).toList();
      acts.add(
          () -> {
            for (List<Term> place : places) {
              change(article.id, NewsApi.members(members(place))).statusCode(200);
              move(article.id, "publish").statusCode(200);
              if (place.size() % 2 == 0) {
                move(article.id, "unpublish").statusCode(200);
              }
            }
            return null;
          });
      acts.add(
          () -> {
            for (int i = 0; i < 100; i++) {
              sql.update(
                  "update edition_count set views = views + ? where article_id = ?",
                  i,
                  UUID.fromString(article.id));
            }
            return null;
          });
    }
    ExecutorService pool = Executors.newFixedThreadPool(acts.size());
    for (Future<Void> done : pool.invokeAll(acts)) {
      done.get();
    }
    pool.shutdown();
    awaitSums();
  }

  @Test
  void a_tag_of_many_articles_tells_their_sums() {
    Term tag = made("tag");
    terms.add(tag);
    List<UUID> many =
        IntStream.rangeClosed(0, TermQueries.SUMMED_WHEN_READ)
            .mapToObj(i -> published.article("tagged-" + i + "-" + mark))
            .toList();
    sql.update(
        "insert into edition_tag (tag_id, published_at, article_id) select ?, now(), unnest(?)",
        UUID.fromString(tag.id),
        many);
    sql.update("update edition_count set views = 3 where article_id = any (?)", many);
    awaitCounts(tag, many.size(), 3L * many.size());
    sql.update("delete from edition where article_id = any (?)", many.subList(1, many.size()));
    awaitCounts(tag, 1, 3);
    published.unpublish(many.get(0));
    awaitSums();
  }

  private void awaitCounts(Term term, int articles, long views) {
    await()
        .atMost(20, TimeUnit.SECONDS)
        .untilAsserted(
            () ->
                given()
                    .get("/api/v1/{kind}s/{id}?include=counts", term.kind, term.id)
                    .then()
                    .statusCode(200)
                    .body("counts", equalTo(Map.of("articles", articles, "views", (int) views))));
  }

  /** They are added up by a job, a second behind. */
  private void awaitSums() {
    await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertEquals(Set.of(), differing()));
  }

  /** Of the terms here, those whose sums are kept otherwise than they are. */
  private Set<String> differing() {
    List<UUID> ids = terms.stream().map(term -> UUID.fromString(term.id)).toList();
    Set<String> differing = new HashSet<>();
    for (String kind : List.of("author", "section", "tag")) {
      differing.addAll(
          sql.list(
              """
              select t.id || ': ' || coalesce(n.articles, 0) || ' ' || coalesce(n.views, 0)
                || ' for ' || s.articles || ' ' || s.views as told
              from unnest(?::uuid[]) t (id)
              left join term_count n on n.kind = '%1$s' and n.term_id = t.id
              cross join lateral (
                select count(*) as articles, coalesce(sum(c.views), 0) as views
                from edition_%1$s k join edition_count c on c.article_id = k.article_id
                where k.%1$s_id = t.id) s
              where (coalesce(n.articles, 0), coalesce(n.views, 0)) <> (s.articles, s.views)
              """
                  .formatted(kind),
              row -> row.getString("told"),
              ids));
    }
    return differing;
  }

  private Term made(String kind) {
    return new Term(
        kind,
        Keys.as("editor")
            .contentType(ContentType.JSON)
            .body(Map.of("name", name()))
            .post("/manage/v1/" + kind + "s")
            .then()
            .statusCode(201)
            .extract()
            .path("id"));
  }

  private String name() {
    return "Term " + names++ + " " + mark;
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private List<Term> live(String kind) {
    return terms.stream().filter(t -> t.heir == null && t.kind.equals(kind)).toList();
  }

  private List<Term> someTerms() {
    List<Term> chosen = new ArrayList<>();
    for (String kind : List.of("author", "section", "section", "tag", "tag")) {
      Term term = any(live(kind));
      if (!chosen.contains(term)) {
        chosen.add(term);
      }
    }
    return chosen;
  }

  private static Object[] members(List<Term> terms) {
    List<String> sections = ids(terms, "section");
    return new Object[] {
      "bylines",
      ids(terms, "author").stream().map(id -> Map.of("author", id)).toList(),
      "section",
      sections.get(0),
      "sections",
      sections.subList(1, sections.size()),
      "tags",
      ids(terms, "tag")
    };
  }

  private static List<String> ids(List<Term> terms, String kind) {
    return terms.stream().filter(t -> t.kind.equals(kind)).map(t -> t.id).toList();
  }

  private String step() {
    Article article = any(articles);
    switch (random.nextInt(8)) {
      case 0, 1, 2:
        move(article.id, "publish").statusCode(200);
        article.published = article.working;
        return "publish";
      case 3:
        article.working = someTerms();
        change(article.id, NewsApi.members(members(article.working))).statusCode(200);
        return "edit";
      case 4:
        boolean isLive = !article.published.isEmpty();
        move(article.id, "unpublish").statusCode(isLive ? 200 : 409);
        article.published = List.of();
        return "unpublish";
      case 5:
        Term renamed = any(live(any(List.of("author", "section", "tag"))));
        NewsApi.patch(
                "editor", path(renamed), "*", "{\"name\": \"" + name() + "\", \"slug\": null}")
            .statusCode(200);
        return "rename";
      case 6:
        return moveSection();
      default:
        return merge();
    }
  }

  private String moveSection() {
    Term moved = any(live("section"));
    Term parent = any(live("section"));
    boolean isSound = !parent.isBelow(moved);
    send(moved, "move", Map.of("parent", parent.id)).then().statusCode(isSound ? 200 : 422);
    if (isSound) {
      moved.parent = parent;
    }
    return "move";
  }

  private String merge() {
    String kind = any(List.of("author", "section", "tag"));
    List<Term> live = live(kind);
    Term left = any(live);
    Term heir = any(live);
    boolean isSound = !heir.isBelow(left);
    send(left, "merge", Map.of("into", heir.id)).then().statusCode(isSound ? 200 : 422);
    if (isSound) {
      left.heir = heir;
      terms.stream().filter(t -> t.parent == left).forEach(t -> t.parent = heir);
      for (Article article : articles) {
        article.working = replaced(article.working, left, heir);
        article.published = replaced(article.published, left, heir);
      }
    }
    return "merge " + kind;
  }

  private static List<Term> replaced(List<Term> terms, Term left, Term heir) {
    return terms.stream().map(t -> t == left ? heir : t).distinct().toList();
  }

  private static String path(Term term) {
    return "/manage/v1/" + term.kind + "s/" + term.id;
  }

  private static Response send(Term term, String verb, Map<String, ?> body) {
    return Keys.as("editor")
        .contentType(ContentType.JSON)
        .header("If-Match", "*")
        .body(body)
        .post(path(term) + "/" + verb);
  }

  /** By the id of each term that ever was, where it leads and how many articles stand there. */
  private Map<String, String> expected() {
    Map<Term, Set<Article>> under = new HashMap<>();
    for (Article article : articles) {
      for (Term term : article.published) {
        for (Term t = term; t != null; t = t.parent) {
          under.computeIfAbsent(t, x -> new HashSet<>()).add(article);
        }
      }
    }
    Map<String, String> expected = new TreeMap<>();
    for (Term term : terms) {
      int count = under.getOrDefault(term.now(), Set.of()).size();
      expected.put(term.id, count == 0 ? "none" : term.now().id + " " + count);
    }
    return expected;
  }

  private Map<String, String> told() {
    Map<String, String> told = new TreeMap<>();
    for (Term term : terms) {
      Response answer = given().get("/api/v1/" + term.kind + "s/" + term.id + "?include=counts");
      told.put(
          term.id,
          answer.statusCode() == 404
              ? "none"
              : answer.path("id") + " " + answer.<Integer>path("counts.articles"));
    }
    return told;
  }
}
