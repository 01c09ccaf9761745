package io.masthead;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No view that was acknowledged is lost and none is counted twice, whoever is killed meanwhile and
 * whichever replica is asked. {@code -Dmasthead.kills} says how often each is killed, {@code
 * -Dmasthead.seed} repeats the order of a run.
 */
class ViewDurabilityIT {

  private static final int KILLS = Integer.getInteger("masthead.kills", 2);
  private static final long SEED = Long.getLong("masthead.seed", System.nanoTime());
  private static final String RUN = "seed " + SEED;
  private static final int CLIENTS = 64;

  @TempDir Path directory;

  private final Random random = new Random(SEED);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
  private final List<Program> programs = new ArrayList<>();
  private final AtomicInteger visitors = new AtomicInteger();

  private record Hit(String article, int visitor) {}

  /** What the database has of an article's views, each sum by itself. */
  private record Sums(long total, long days, long hours, long hits, long visitors) {

    static Sums of(long views) {
      return new Sums(views, views, views, views, views);
    }
  }

  /** Everything sent in a round, and what came of it. */
  private static final class Round {
    private final Set<Hit> sent = ConcurrentHashMap.newKeySet();
    private final Set<Hit> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Integer> statuses = new ConcurrentSkipListSet<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private volatile boolean killed;
    private volatile boolean over;
  }

  @AfterEach
  void stopAll() throws Exception {
    pool.shutdownNow();
    for (Program program : programs) {
      program.stop();
    }
  }

  @Test
  void what_was_acknowledged_outlives_a_service_that_is_killed() throws Exception {
    Program program = started(Map.of());
    List<String> articles = publish(program, 20);
    Set<Hit> sent = new HashSet<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      Round round = new Round();
      List<Future<Void>> clients = clients(program, articles, round);
      awaitAcknowledged(round, 200 + random.nextInt(1_000));
      round.killed = true;
      program.kill();
      end(round, clients);
      program = started(Map.of());
      assertBetween(program, sent, round, "service killed, time " + kill);
      assertEquals(Set.of(200), round.statuses, RUN);
    }
    program.assertQuiet();
  }

  @Test
  void what_was_acknowledged_outlives_a_database_that_is_killed() throws Exception {
    Program program = started(Map.of());
    List<String> articles = publish(program, 20);
    Set<Hit> sent = new HashSet<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      Round round = new Round();
      List<Future<Void>> clients = clients(program, articles, round);
      awaitAcknowledged(round, 200 + random.nextInt(1_000));
      program.server().destroyForcibly();
      await(RUN).atMost(60, TimeUnit.SECONDS).until(() -> round.statuses.contains(503));
      awaitAcknowledged(round, round.acknowledged.size() + 500);
      end(round, clients);
      program.assertQuiet();
      assertBetween(program, sent, round, "database killed, time " + kill);
      assertEquals(Set.of(200, 503), round.statuses, RUN);
    }
  }

  @Test
  void two_replicas_count_what_one_would() throws Exception {
    Program first = started(Map.of());
    Program second = started(Program.given(first.database(), first.secret()));
    List<String> articles = publish(first, 200);
    List<Hit> hits = new ArrayList<>();
    while (hits.size() < 50_000) {
      boolean repeat = !hits.isEmpty() && random.nextInt(3) == 0;
      hits.add(
          repeat
              ? hits.get(random.nextInt(hits.size()))
              : new Hit(articles.get(random.nextInt(200)), random.nextInt(5_000)));
    }
    Collections.shuffle(hits, random);
    List<Program> replicas =
        hits.stream().map(hit -> random.nextBoolean() ? first : second).toList();
    Map<String, AtomicInteger> counted = new HashMap<>();
    articles.forEach(article -> counted.put(article, new AtomicInteger()));
    Map<Program, Map<String, URI>> addresses =
        Map.of(first, addresses(first, articles), second, addresses(second, articles));
    AtomicInteger next = new AtomicInteger();
    atOnce(
        () -> {
          for (int i = next.getAndIncrement(); i < hits.size(); i = next.getAndIncrement()) {
            Hit hit = hits.get(i);
            HttpResponse<String> answer =
                send(addresses.get(replicas.get(i)).get(hit.article()), hit.visitor());
            assertEquals(200, answer.statusCode(), answer.body());
            if (counts(answer)) {
              counted.get(hit.article()).incrementAndGet();
            }
          }
          return null;
        });

    Map<String, Long> model =
        Set.copyOf(hits).stream()
            .collect(Collectors.groupingBy(Hit::article, Collectors.counting()));
    Map<String, Sums> sums = sums(first, articles);
    for (String article : articles) {
      long views = model.getOrDefault(article, 0L);
      assertEquals(views, counted.get(article).get(), RUN);
      assertEquals(Sums.of(views), sums.get(article), RUN);
      for (Program replica : List.of(first, second)) {
        String read = replica.get("/api/v1/articles/" + article + "/views").body();
        assertTrue(
            read.startsWith("{\"views\":%d,\"dailyVisitors\":%d,".formatted(views, views)),
            () -> RUN + ", not " + views + ": " + read);
      }
    }
    assertNoneDiffers(second, 200);
    first.assertQuiet();
    second.assertQuiet();
  }

  /** Each client sends hits of ever new visitors; one that is refused for now is sent again. */
  private List<Future<Void>> clients(Program program, List<String> articles, Round round)
      throws IOException {
    Map<String, URI> addresses = addresses(program, articles);
    Callable<Void> client =
        () -> {
          while (!round.over) {
            int visitor = visitors.incrementAndGet();
            Hit hit = new Hit(articles.get(visitor % articles.size()), visitor);
            round.sent.add(hit);
            for (int tries = 1; !round.acknowledged.contains(hit) && !round.over; tries++) {
              HttpResponse<String> answer;
              try {
                answer = send(addresses.get(hit.article()), visitor);
              } catch (IOException e) {
                if (!round.killed) {
                  round.surprises.add(e.toString());
                }
                return null;
              }
              round.statuses.add(answer.statusCode());
              if (answer.statusCode() == 200) {
                // What a try before left behind unanswered may have been counted.
                if (tries == 1 && !counts(answer)) {
                  round.surprises.add("A new visitor does not count: " + answer.body());
                }
                round.acknowledged.add(hit);
              }
            }
          }
          return null;
        };
    List<Future<Void>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(pool.submit(client));
    }
    return clients;
  }

  private static void awaitAcknowledged(Round round, int hits) {
    await(RUN).atMost(60, TimeUnit.SECONDS).until(() -> round.acknowledged.size() >= hits);
  }

  private static void end(Round round, List<Future<Void>> clients) throws Exception {
    round.over = true;
    for (Future<Void> client : clients) {
      client.get(60, TimeUnit.SECONDS);
    }
    assertEquals(List.of(), List.copyOf(round.surprises), RUN);
  }

  /**
   * What is counted lies between what was acknowledged and what was sent. Then everything is sent
   * again: none that was acknowledged counts once more, and the count is what was sent.
   *
   * @param before what was sent in the rounds before, all of it counted; this round's is added
   */
  private void assertBetween(Program program, Set<Hit> before, Round round, String what)
      throws Exception {
    Set<String> articles = round.sent.stream().map(Hit::article).collect(Collectors.toSet());
    Map<String, Sums> sums = sums(program, articles);
    Map<String, Long> old = byArticle(before);
    Map<String, Long> acknowledged = byArticle(round.acknowledged);
    Map<String, Long> sent = byArticle(round.sent);
    long counted = 0;
    for (String article : articles) {
      long views = sums.get(article).total();
      assertEquals(Sums.of(views), sums.get(article), RUN);
      long ofRound = views - old.getOrDefault(article, 0L);
      assertTrue(
          acknowledged.getOrDefault(article, 0L) <= ofRound && ofRound <= sent.get(article),
          () -> RUN + ", " + what + ": " + acknowledged + " " + ofRound + " " + sent);
      counted += ofRound;
    }
    assertNoneDiffers(program, 20);

    Map<String, URI> addresses = addresses(program, articles);
    Queue<Hit> left = new ConcurrentLinkedQueue<>(round.sent);
    AtomicInteger countedNow = new AtomicInteger();
    atOnce(
        () -> {
          for (Hit hit = left.poll(); hit != null; hit = left.poll()) {
            HttpResponse<String> answer = sendUntilTaken(addresses.get(hit.article()), hit);
            if (counts(answer)) {
              assertTrue(!round.acknowledged.contains(hit), () -> RUN + ", " + what);
              countedNow.incrementAndGet();
            }
          }
          return null;
        });
    assertEquals(round.sent.size(), counted + countedNow.get(), RUN);
    System.out.printf(
        "%s: %d acknowledged, %d counted, %d sent%n",
        what, round.acknowledged.size(), counted, round.sent.size());
    before.addAll(round.sent);
    byArticle(before).forEach((article, views) -> sent.put(article, views));
    Map<String, Sums> after = sums(program, articles);
    articles.forEach(article -> assertEquals(Sums.of(sent.get(article)), after.get(article), RUN));
    assertNoneDiffers(program, 20);
  }

  private static Map<String, Long> byArticle(Set<Hit> hits) {
    return hits.stream().collect(Collectors.groupingBy(Hit::article, Collectors.counting()));
  }

  private void atOnce(Callable<Void> client) throws Exception {
    for (Future<Void> done : pool.invokeAll(Collections.nCopies(CLIENTS, client))) {
      done.get();
    }
  }

  /** A service that has just started may say "not now"; what was refused was not counted. */
  private HttpResponse<String> sendUntilTaken(URI article, Hit hit)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(article, hit.visitor());
    for (int tries = 1; answer.statusCode() == 503 && tries < 30; tries++) {
      answer = send(article, hit.visitor());
    }
    assertEquals(200, answer.statusCode(), answer.body());
    return answer;
  }

  private HttpResponse<String> send(URI article, int visitor)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(article)
            .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0 reader " + visitor)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static boolean counts(HttpResponse<String> answer) {
    return answer.body().startsWith("{\"counted\":true,");
  }

  private static Map<String, URI> addresses(Program program, Collection<String> articles)
      throws IOException {
    Map<String, URI> addresses = new HashMap<>();
    URI base = program.uri("/api/v1/articles/");
    articles.forEach(article -> addresses.put(article, base.resolve(article + "/views")));
    return addresses;
  }

  private static List<String> publish(Program program, int articles) throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= articles; i++) {
      HttpResponse<String> made =
          program.post(
              "/manage/v1/articles",
              "{\"title\": \"Read %d\", \"body\": \"<p>Text.</p>\", \"bylines\": [{\"name\": \"A\"}]}"
                  .formatted(i));
      assertEquals(201, made.statusCode(), made.body());
      String id = new ObjectMapper().readTree(made.body()).path("id").asText();
      HttpResponse<String> out = program.post("/manage/v1/articles/" + id + "/publish", "{}");
      assertEquals(200, out.statusCode(), out.body());
      ids.add(id);
    }
    return ids;
  }

  private static void assertNoneDiffers(Program program, int articles) throws Exception {
    String none = "\"checked\":%d,\"differing\":[],\"repaired\":0".formatted(articles);
    assertEquals(
        "{%s,\"comments\":{%s}}".formatted(none, none),
        program.post("/manage/v1/views/recount", "{\"repair\": false}").body());
  }

  /** Early in a day each reader is marked under the salt of the day before, too. */
  private static Map<String, Sums> sums(Program program, Collection<String> articles)
      throws Exception {
    String sums =
        """
        select c.article_id, c.views,
          (select coalesce(sum(views), 0) from view_day where article_id = c.article_id) as days,
          (select coalesce(sum(views), 0) from view_hour where article_id = c.article_id) as hours,
          (select count(distinct visitor) from view_hit where article_id = c.article_id
            and counted_at < (day + 1)::timestamp at time zone 'UTC') as hits,
          (select coalesce(sum(visitors), 0) from view_day where article_id = c.article_id)
            as visitors
        from edition_count c
        """;
    Map<String, Sums> read = new HashMap<>();
    try (Connection connection = program.connection();
        ResultSet row = connection.createStatement().executeQuery(sums)) {
      while (row.next()) {
        if (articles.contains(row.getString("article_id"))) {
          read.put(
              row.getString("article_id"),
              new Sums(
                  row.getLong("views"),
                  row.getLong("days"),
                  row.getLong("hours"),
                  row.getLong("hits"),
                  row.getLong("visitors")));
        }
      }
    }
    return read;
  }

  private Program started(Map<String, String> environment) throws Exception {
    Program program = Program.withKey(directory, environment);
    programs.add(program);
    program.awaitUp();
    return program;
  }
}
