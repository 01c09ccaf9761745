package io.masthead;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.database.Cluster;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three replicas that are killed while several people add paragraphs to the same articles and
 * publish them. Each paragraph has a number of its own, so that an article tells its history: what
 * was acknowledged is in it, once, and what readers get is one of the states that it had. {@code
 * -Dmasthead.seed} repeats the order of a run, {@code -Dmasthead.kills} kills more often.
 */
class EditingDurabilityIT {

  private static final long SEED = Long.getLong("masthead.seed", System.nanoTime());
  private static final String RUN = "seed " + SEED;
  private static final int KILLS = Integer.getInteger("masthead.kills", 3);
  private static final int REPLICAS = 3;
  private static final int ARTICLES = 3;
  private static final int WRITERS = 6;
  private static final int READERS = 2;
  private static final int CHANGES_A_KILL = 30;

  /** What a stopped replica, or none, answers with. */
  private static final Set<Integer> UNKNOWN = Set.of(0, 503, 504);

  private static final Pattern PARAGRAPH = Pattern.compile("<p>(\\d+)</p>");

  private static final String REVISIONS =
      """
      select count(*) || ' ' || min(number) || ' ' || max(number) from article_revision
      where article_id = '%s'
      """;

  @TempDir Path directory;

  private final ObjectMapper json = new ObjectMapper();
  private final List<Program> programs = new CopyOnWriteArrayList<>();
  private final List<String> articles = new ArrayList<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger changes = new AtomicInteger();
  private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<Integer> unknown = ConcurrentHashMap.newKeySet();

  /** By article, how long the longest was that was acknowledged as published. */
  private final Map<String, Integer> published = new ConcurrentHashMap<>();

  private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
  private Cluster cluster;
  private volatile boolean over;

  @AfterEach
  void stopAll() throws Exception {
    for (Program program : programs) {
      program.stop();
    }
    cluster.close();
  }

  @Test
  void what_the_desk_was_told_is_done_outlives_replicas_that_are_killed() throws Exception {
    cluster = Cluster.create(directory, "database");
    cluster.start();
    for (int i = 0; i < REPLICAS; i++) {
      programs.add(started());
    }
    for (int i = 0; i < ARTICLES; i++) {
      articles.add(programs.get(0).published("By all", "0"));
    }
    acknowledged.add(0);
    String before = json.readTree(programs.get(0).read("/api/v1/sync").body()).get("next").asText();

    List<Thread> people = new ArrayList<>();
    for (int i = 0; i < WRITERS + READERS; i++) {
      Random random = new Random(SEED + i);
      boolean writer = i < WRITERS;
      people.add(new Thread(() -> work(random, writer)));
    }
    people.forEach(Thread::start);
    Random random = new Random(SEED);
    try {
      for (int kill = 0; kill < KILLS && surprises.isEmpty(); kill++) {
        awaitChanges(1 + random.nextInt(CHANGES_A_KILL));
        int victim = random.nextInt(REPLICAS);
        programs.get(victim).kill();
        awaitChanges(CHANGES_A_KILL);
        programs.set(victim, started());
      }
      awaitChanges(CHANGES_A_KILL);
    } finally {
      over = true;
      for (Thread one : people) {
        one.join();
      }
    }
    assertEquals(List.of(), List.copyOf(surprises), RUN);
    judge(before);
  }

  private void awaitChanges(int more) {
    int wanted = changes.get() + more;
    await(RUN)
        .atMost(120, TimeUnit.SECONDS)
        .until(() -> changes.get() >= wanted || !surprises.isEmpty());
  }

  private void judge(String before) throws Exception {
    Set<Integer> all = new HashSet<>();
    Program program = programs.get(0);
    String changed = program.read("/api/v1/sync?since=" + before).body();
    for (String id : articles) {
      HttpResponse<String> copy = program.get("/manage/v1/articles/" + id);
      List<Integer> written = paragraphs(copy);
      assertEquals(written.size(), Set.copyOf(written).size(), RUN + ": twice in " + written);
      all.addAll(written);
      int version = json.readTree(copy.body()).get("version").asInt();
      assertEquals(
          version + " 1 " + version,
          cluster.ask(REVISIONS.formatted(id)),
          RUN + ": a revision is missing");
      // The last replica that was told of it shows it at once, the others a moment later.
      int least = published.getOrDefault(id, 1);
      await(RUN + ": a publication of " + id + " is lost")
          .atMost(5, TimeUnit.SECONDS)
          .until(() -> shown(program, id).size() >= least);
      List<Integer> shown = shown(program, id);
      assertEquals(written.subList(0, shown.size()), shown, RUN + ": no state of " + id);
      for (Program each : programs) {
        await(RUN).atMost(5, TimeUnit.SECONDS).until(() -> shown(each, id).equals(shown));
      }
      assertTrue(changed.contains(id), RUN + ": not told of " + id);
    }
    Set<Integer> lost = new HashSet<>(acknowledged);
    lost.removeAll(all);
    assertEquals(Set.of(), lost, RUN + ": acknowledged, and not there");
    all.removeAll(acknowledged);
    all.removeAll(unknown);
    assertEquals(Set.of(), all, RUN + ": there, and refused");
    System.out.printf(
        "%d paragraphs acknowledged, %d unanswered, %d kills%n",
        acknowledged.size(), unknown.size(), KILLS);
    for (Program each : programs) {
      each.assertQuiet();
    }
  }

  private void work(Random random, boolean writer) {
    // By replica and article, how much was shown last.
    Map<String, Integer> seen = new HashMap<>();
    try {
      while (!over) {
        String id = articles.get(random.nextInt(ARTICLES));
        Program program = programs.get(random.nextInt(REPLICAS));
        if (writer) {
          write(program, id, random.nextInt(3) == 0);
        } else {
          read(program, id, seen);
        }
      }
    } catch (Exception | AssertionError e) {
      surprises.add(e.toString());
    }
  }

  private void write(Program program, String id, boolean publish) throws Exception {
    String path = "/manage/v1/articles/" + id;
    HttpResponse<String> copy = asked(() -> program.get(path));
    if (copy == null || UNKNOWN.contains(copy.statusCode())) {
      return;
    }
    assertEquals(200, copy.statusCode(), copy.body());
    List<Integer> paragraphs = paragraphs(copy);
    int number = numbers.incrementAndGet();
    paragraphs.add(number);
    StringBuilder body = new StringBuilder();
    paragraphs.forEach(one -> body.append("<p>").append(one).append("</p>"));
    // Before it is sent: it may be stored by whoever is killed before the answer.
    unknown.add(number);
    HttpResponse<String> saved =
        asked(() -> program.change("PATCH", path, "{\"body\": \"" + body + "\"}", version(copy)));
    int status = saved == null ? 0 : saved.statusCode();
    assertTrue(
        status == 200 || status == 412 || UNKNOWN.contains(status),
        () -> saved.statusCode() + saved.body());
    if (status == 412) {
      unknown.remove(number);
    }
    if (status != 200) {
      return;
    }
    acknowledged.add(number);
    unknown.remove(number);
    changes.incrementAndGet();
    if (publish) {
      HttpResponse<String> out =
          asked(() -> program.change("POST", path + "/publish", "{}", version(saved)));
      if (out != null && out.statusCode() == 200) {
        published.merge(id, paragraphs.size(), Math::max);
      }
    }
  }

  private static String version(HttpResponse<String> copy) {
    return copy.headers().firstValue("ETag").orElseThrow();
  }

  private void read(Program program, String id, Map<String, Integer> seen) throws Exception {
    HttpResponse<String> read = asked(() -> program.read("/api/v1/articles/" + id));
    if (read == null || UNKNOWN.contains(read.statusCode())) {
      return;
    }
    List<Integer> shown = paragraphs(read);
    int before = seen.getOrDefault(program.file() + id, 0);
    assertTrue(shown.size() >= before, () -> shown.size() + " after " + before);
    assertTrue(
        shown.stream().allMatch(one -> acknowledged.contains(one) || unknown.contains(one)),
        () -> "never written: " + shown);
    seen.put(program.file() + id, shown.size());
  }

  @FunctionalInterface
  private interface Question {
    HttpResponse<String> ask() throws Exception;
  }

  /** Null where nobody answers. */
  private static HttpResponse<String> asked(Question question) throws Exception {
    try {
      return question.ask();
    } catch (IOException e) {
      return null;
    }
  }

  private List<Integer> shown(Program program, String id) throws Exception {
    return paragraphs(program.read("/api/v1/articles/" + id));
  }

  private List<Integer> paragraphs(HttpResponse<String> article) throws IOException {
    List<Integer> found = new ArrayList<>();
    Matcher paragraph = PARAGRAPH.matcher(json.readTree(article.body()).path("body").toString());
    while (paragraph.find()) {
      found.add(Integer.parseInt(paragraph.group(1)));
    }
    return found;
  }

  private Program started() throws Exception {
    Program program = Program.withKey(directory, Program.given(cluster.url(), Cluster.PASSWORD));
    program.awaitUp();
    return program;
  }
}
