package io.masthead.edition;

import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
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
