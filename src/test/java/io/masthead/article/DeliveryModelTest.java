package io.masthead.article;

import static io.masthead.support.NewsApi.article;
import static io.masthead.support.NewsApi.bin;
import static io.masthead.support.NewsApi.change;
import static io.masthead.support.NewsApi.create;
import static io.masthead.support.NewsApi.list;
import static io.masthead.support.NewsApi.mark;
import static io.masthead.support.NewsApi.move;
import static io.masthead.support.NewsApi.read;
import static io.masthead.support.NewsApi.unique;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.masthead.support.Keys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random acts of a newsroom: after each, readers get exactly the edition that a small model says,
 * and never a word that was not published.
 */
@QuarkusTest
class DeliveryModelTest {

  private static final int ARTICLES = 4;
  private static final int ACTS = 60;
  private static final String FAR = "2035-01-01T00:00:00Z";
  private static final String FURTHER = "2035-06-01T00:00:00Z";

  private static final List<String> ALL =
      List.of(
          "edit",
          "edit",
          "edit",
          "publish",
          "publish",
          "publish",
          "schedule",
          "submit",
          "withdraw",
          "unpublish",
          "archive",
          "takedown",
          "bin",
          "restore",
          "embargo",
          "lift",
          "expire");

  /** What is to be known of an article to say what readers get. */
  private static final class Model {
    final String id;
    final Set<String> words = new HashSet<>();
    String state = "draft";
    boolean binned;
    boolean embargo;
    String word;
    String published;

    Model(String id, String word) {
      this.id = id;
      edit(word);
    }

    void edit(String word) {
      this.word = word;
      words.add(word);
    }

    boolean isOpen() {
      return !binned && Set.of("draft", "in_review", "scheduled", "published").contains(state);
    }

    /** The status that an act gets now. */
    int status(String act) {
      return switch (act) {
        case "edit" -> isOpen() ? 200 : 409;
        case "publish" -> isOpen() && !embargo ? 200 : 409;
        case "schedule" -> isOpen() && !state.equals("published") && !embargo ? 200 : 409;
        case "submit" -> !binned && state.equals("draft") ? 200 : 409;
        case "withdraw" -> !binned && Set.of("in_review", "scheduled").contains(state) ? 200 : 409;
        case "unpublish", "archive", "takedown" -> !binned && state.equals("published") ? 200 : 409;
        case "bin" -> !binned && !state.equals("taken_down") ? 204 : 409;
        case "restore" -> binned || state.equals("archived") ? 200 : 409;
        case "embargo" -> isOpen() && !state.equals("scheduled") ? 200 : 409;
        case "lift" -> !embargo ? 404 : isOpen() ? 200 : 409;
        case "expire" -> !binned && Set.of("published", "scheduled").contains(state) ? 200 : 409;
        default -> throw new IllegalArgumentException(act);
      };
    }

    void done(String act) {
      switch (act) {
        case "publish" -> {
          state = "published";
          published = word;
        }
        case "schedule" -> state = "scheduled";
        case "submit" -> state = "in_review";
        case "withdraw", "unpublish", "restore" -> state = "draft";
        case "archive" -> state = "archived";
        case "takedown" -> state = "taken_down";
        case "bin" -> state = state.equals("archived") ? state : "draft";
        case "embargo" -> embargo = true;
        case "lift" -> embargo = false;
        default -> {}
      }
      binned = act.equals("bin") || binned && !act.equals("restore");
      if (!state.equals("published")) {
        published = null;
      }
    }
  }

  private static ValidatableResponse act(Model model, String act, String word) {
    return switch (act) {
      case "edit" -> change(model.id, Map.of("kicker", word, "body", "<p>" + word + "</p>"));
      case "schedule" -> move(model.id, "publish", Map.of("at", FAR));
      case "takedown" -> move(model.id, "takedown", Map.of("reason", "error"));
      case "bin" -> bin(model.id);
      case "embargo" -> put(model.id, "embargo", Map.of("until", FURTHER, "reason", "Not yet."));
      case "expire" -> put(model.id, "expiry", Map.of("at", FURTHER));
      case "lift" ->
          Keys.as("editor")
              .header("If-Match", "*")
              .delete("/manage/v1/articles/{id}/embargo?reason=Out", model.id)
              .then();
      default -> move(model.id, act);
    };
  }

  private static ValidatableResponse put(String id, String what, Map<String, String> body) {
    return Keys.as("editor")
        .header("If-Match", "*")
        .contentType(ContentType.JSON)
        .body(body)
        .put("/manage/v1/articles/{id}/{what}", id, what)
        .then();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void readers_get_what_the_model_says_and_no_word_of_a_draft(long seed) {
    Random random = new Random(seed);
    List<Model> models = new ArrayList<>();
    for (int i = 0; i < ARTICLES; i++) {
      String word = mark();
      String id =
          create(article(unique("Modelled"), "kicker", word, "body", "<p>" + word + "</p>"))
              .statusCode(201)
              .extract()
              .path("id");
      models.add(new Model(id, word));
    }
    List<String> done = new ArrayList<>();
    for (int i = 0; i < ACTS; i++) {
      Model model = models.get(random.nextInt(ARTICLES));
      String act = ALL.get(random.nextInt(ALL.size()));
      if (act.equals("takedown") && random.nextInt(4) > 0) {
        continue;
      }
      String word = mark();
      int wanted = model.status(act);
      done.add(models.indexOf(model) + " " + act + " " + wanted);
      assertEquals(wanted, act(model, act, word).extract().statusCode(), done::toString);
      if (wanted < 300) {
        if (act.equals("edit")) {
          model.edit(word);
        }
        model.done(act);
      }
      assertRead(model, done);
    }
    assertListed(models, done);
  }

  private static void assertRead(Model model, List<String> done) {
    ExtractableResponse<?> answer = read(model.id).extract();
    int wanted = model.published != null ? 200 : model.state.equals("taken_down") ? 410 : 404;
    assertEquals(wanted, answer.statusCode(), done::toString);
    String text = answer.asString();
    for (String word : model.words) {
      assertEquals(word.equals(model.published), text.contains(word), done::toString);
    }
    if (wanted == 200) {
      assertEquals(model.published, answer.path("kicker"), done::toString);
    }
  }

  private static void assertListed(List<Model> models, List<String> done) {
    Set<String> published =
        models.stream().filter(m -> m.published != null).map(m -> m.id).collect(Collectors.toSet());
    List<Object> ids = new ArrayList<>();
    models.forEach(m -> ids.add(m.id));
    ExtractableResponse<?> page =
        list("id", ids, "include", "body,counts").statusCode(200).extract();
    assertEquals(published, new HashSet<>(page.<List<String>>path("items.id")), done::toString);
    for (Model model : models) {
      for (String word : model.words) {
        List<String> found = list("q", word).statusCode(200).extract().path("items.id");
        assertEquals(
            word.equals(model.published) ? List.of(model.id) : List.of(), found, done::toString);
        assertEquals(word.equals(model.published), page.asString().contains(word), done::toString);
      }
      List<String> counted =
          io.restassured.RestAssured.given()
              .get("/api/v1/counts?id=" + model.id)
              .then()
              .extract()
              .path("items.id");
      assertEquals(model.published != null, counted.contains(model.id), done::toString);
    }
  }
}
