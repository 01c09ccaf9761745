import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads, views and comments on one article by many readers, for as long as a file is there. Every
 * request that is not answered with a 2xx is told, and is a failure.
 *
 * <pre>java Load.java BASE_URL ARTICLE WHILE_FILE COMMENTS_FILE</pre>
 *
 * <p>The ids of the comments that were acknowledged are written to the last file, one a line; the
 * last line printed is {@code requests=… failed=… views=… comments=…}, where views are those that
 * were acknowledged as counted.
 */
class Load {

  private static final int READERS = 8;
  private static final int VIEWERS = 8;
  private static final int WRITERS = 4;
  private static final long PAUSE_MS = 50;
  private static final Pattern COMMENT = Pattern.compile("\"comment\":\\{\"id\":\"([0-9a-f-]{36})\"");

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final AtomicInteger REQUESTS = new AtomicInteger();
  private static final AtomicInteger VIEWS = new AtomicInteger();
  private static final List<String> COMMENTS = new ArrayList<>();
  private static final Map<String, Integer> FAILURES = new TreeMap<>();
  private static final AtomicInteger FAILED = new AtomicInteger();

  private interface Visit {
    void make(int number) throws IOException, InterruptedException;
  }

  public static void main(String[] arguments) throws Exception {
    URI article = URI.create(arguments[0] + "/api/v1/articles/" + arguments[1]);
    Path whileThere = Path.of(arguments[2]);
    ExecutorService pool = Executors.newCachedThreadPool();
    List<Future<?>> clients = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      clients.add(pool.submit(() -> visit(whileThere, number -> read(article, number))));
    }
    for (int i = 0; i < VIEWERS; i++) {
      clients.add(pool.submit(() -> visit(whileThere, number -> view(article, number))));
    }
    for (int i = 0; i < WRITERS; i++) {
      clients.add(pool.submit(() -> visit(whileThere, number -> comment(article, number))));
    }
    for (Future<?> client : clients) {
      client.get();
    }
    pool.shutdown();
    Files.write(Path.of(arguments[3]), COMMENTS);
    FAILURES.forEach((failure, times) -> System.out.printf("%d times: %s%n", times, failure));
    System.out.printf(
        "requests=%d failed=%d views=%d comments=%d%n",
        REQUESTS.get(), FAILED.get(), VIEWS.get(), COMMENTS.size());
    System.exit(FAILED.get() == 0 ? 0 : 1);
  }

  private static Void visit(Path whileThere, Visit visit) throws InterruptedException {
    while (Files.exists(whileThere)) {
      try {
        visit.make(NUMBERS.incrementAndGet());
      } catch (IOException e) {
        fail(e.toString());
      }
      Thread.sleep(PAUSE_MS);
    }
    return null;
  }

  private static void read(URI article, int number) throws IOException, InterruptedException {
    // Every other one is kept in memory.
    String query = number % 2 == 0 ? "" : "?include=counts&lang=en";
    send(HttpRequest.newBuilder(URI.create(article + query)), number);
  }

  private static void view(URI article, int number) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(article + "/views")).POST(BodyPublishers.noBody()),
            number);
    if (answer.body().startsWith("{\"counted\":true,")) {
      VIEWS.incrementAndGet();
    } else if (answer.statusCode() / 100 == 2) {
      fail("a new reader's view does not count: " + answer.body());
    }
  }

  private static void comment(URI article, int number) throws IOException, InterruptedException {
    String comment = "{\"author\": {\"name\": \"Reader\"}, \"body\": \"Number %d has read it.\"}";
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(article + "/comments"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(comment.formatted(number))),
            number);
    Matcher id = COMMENT.matcher(answer.body());
    if (id.find()) {
      synchronized (COMMENTS) {
        COMMENTS.add(id.group(1));
      }
    } else if (answer.statusCode() / 100 == 2) {
      fail("a comment without an id: " + answer.body());
    }
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, int number)
      throws IOException, InterruptedException {
    REQUESTS.incrementAndGet();
    HttpResponse<String> answer =
        HTTP.send(
            request
                .timeout(Duration.ofSeconds(30))
                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0 reader " + number)
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      fail(answer.statusCode() + " " + answer.body().strip());
    }
    return answer;
  }

  private static void fail(String failure) {
    FAILED.incrementAndGet();
    synchronized (FAILURES) {
      FAILURES.merge(failure, 1, Integer::sum);
    }
  }
}
