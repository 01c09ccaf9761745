package io.masthead;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas that keep answers: each shows at once what it was told itself, and within a second
 * what the other was. {@code -Dmasthead.seed} repeats the order of a run.
 */
class CacheIT {

  private static final long SEED = Long.getLong("masthead.seed", System.nanoTime());
  private static final String RUN = "seed " + SEED;
  private static final int ARTICLES = 6;
  private static final int ACTS = 120;

  @TempDir Path directory;

  private final ObjectMapper json = new ObjectMapper();
  private final Random random = new Random(SEED);
  private final List<Program> programs = new ArrayList<>();
  private final List<String> sections = new ArrayList<>();
  private long slowest;

  /** What readers are to get of an article. */
  private static final class Model {
    final String id;
    String kicker;
    String published;
    String section;
    boolean gone;

    Model(String id) {
      this.id = id;
    }

    int status() {
      return gone ? 410 : published == null ? 404 : 200;
    }
  }

  @AfterEach
  void stopAll() throws Exception {
    // The first has the database of both.
    for (int i = programs.size() - 1; i >= 0; i--) {
      programs.get(i).stop();
    }
  }

  @Test
  void a_change_is_seen_here_at_once_and_there_within_a_second() throws Exception {
    Program first = started(Map.of());
    Program second = started(Program.given(first.database(), first.secret()));
    List<Model> models = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> section =
          first.post("/manage/v1/sections", "{\"name\": \"Kept %s\"}".formatted(UUID.randomUUID()));
      assertEquals(201, section.statusCode(), section.body());
      sections.add(json.readTree(section.body()).get("slug").asText());
    }
    for (int i = 0; i < ARTICLES; i++) {
      models.add(drafted(first));
    }
    for (int act = 0; act < ACTS; act++) {
      Model model = models.get(random.nextInt(ARTICLES));
      Program here = programs.get(random.nextInt(2));
      Program there = here == first ? second : first;
      if (!model.gone) {
        change(here, model);
      }
      assertShown(here, model, models);
      long changed = System.nanoTime();
      await(RUN)
          .atMost(5, TimeUnit.SECONDS)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> isShown(there, model, models));
      slowest = Math.max(slowest, System.nanoTime() - changed);
      if (random.nextInt(4) == 0) {
        // What both have seen stays so, whoever is asked.
        assertShown(here, model, models);
        assertShown(there, model, models);
      }
    }
    System.out.printf("The other replica was behind for %d ms at most%n", slowest / 1_000_000);
    assertTrue(slowest < 1_000_000_000L, RUN + ": behind for " + slowest / 1_000_000 + " ms");
    first.assertQuiet();
    second.assertQuiet();
  }

  @Test
  void what_is_kept_is_read_on_while_the_database_is_away_and_true_when_it_is_back()
      throws Exception {
    Program program = started(Map.of());
    Model kept = drafted(program);
    publish(program, kept);
    String path = "/api/v1/articles/" + kept.id;
    assertEquals(200, program.read(path).statusCode());
    program.server().destroyForcibly();
    boolean marked = false;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end
        && !(marked && program.read("/api/v1/authors?limit=7").statusCode() == 200)) {
      HttpResponse<String> read = program.read(path);
      assertEquals(200, read.statusCode(), read.body());
      marked |= read.headers().firstValue("Age").isPresent();
    }
    assertTrue(marked, program.output());
    publish(program, kept);
    assertShown(program, kept, List.of(kept));
    await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> program.read(path).headers().firstValue("Age").isEmpty());
    program.assertQuiet();
  }

  private Model drafted(Program program) throws Exception {
    HttpResponse<String> answer =
        program.post(
            "/manage/v1/articles",
            "{\"title\": \"Kept %s\", \"body\": \"<p>Text.</p>\", \"bylines\": [{\"name\": \"P. Guest\"}]}"
                .formatted(UUID.randomUUID()));
    assertEquals(201, answer.statusCode(), answer.body());
    return new Model(json.readTree(answer.body()).get("id").asText());
  }

  private void change(Program program, Model model) throws Exception {
    if (model.published == null || random.nextInt(3) > 0) {
      publish(program, model);
    } else if (random.nextInt(6) == 0) {
      done(program.post(desk(model) + "/takedown", "{\"reason\": \"error\"}"));
      model.published = null;
      model.gone = true;
    } else {
      done(program.post(desk(model) + "/unpublish", ""));
      model.published = null;
    }
  }

  private void publish(Program program, Model model) throws Exception {
    model.kicker = "k" + UUID.randomUUID();
    String section = sections.isEmpty() ? null : sections.get(random.nextInt(sections.size()));
    done(
        program.patch(
            desk(model),
            json.createObjectNode()
                .put("kicker", model.kicker)
                .put("section", section)
                .toString()));
    done(program.post(desk(model) + "/publish", "{}"));
    model.published = model.kicker;
    model.section = section;
  }

  private static String desk(Model model) {
    return "/manage/v1/articles/" + model.id;
  }

  private static void done(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer.body());
  }

  private void assertShown(Program program, Model model, List<Model> models) throws Exception {
    assertTrue(isShown(program, model, models), RUN);
  }

  private boolean isShown(Program program, Model model, List<Model> models) throws Exception {
    HttpResponse<String> read = program.read("/api/v1/articles/" + model.id);
    boolean one =
        read.statusCode() == model.status()
            && (model.published == null || read.body().contains(model.published));
    boolean all = one && isListed(program, null, models);
    for (String section : sections) {
      all = all && isListed(program, section, models);
    }
    return all;
  }

  /** Whether a list shows just those that are published in a section, or at all, as they are. */
  private boolean isListed(Program program, String section, List<Model> models) throws Exception {
    String query = section == null ? "" : "&section=" + section;
    String list = program.read("/api/v1/articles?limit=50" + query).body();
    return models.stream()
        .allMatch(
            m -> {
              boolean listed =
                  m.published != null && (section == null || section.equals(m.section));
              return listed ? list.contains(m.published) : !list.contains(m.id);
            });
  }

  private Program started(Map<String, String> environment) throws Exception {
    Program program = Program.withKey(directory, environment);
    programs.add(program);
    program.awaitUp();
    return program;
  }
}
