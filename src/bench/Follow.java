import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Publishes at one replica and reads at another: how long each change took to be seen there, and
 * how many answers were older than what had been seen.
 *
 * <p>Arguments: the two bases, a key, an article's id, how many changes.
 */
class Follow {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final long STILL_NS = 1_500_000_000L;

  public static void main(String[] args) throws Exception {
    String desk = args[0] + "/manage/v1/articles/" + args[3];
    URI read = URI.create(args[1] + "/api/v1/articles/" + args[3]);
    List<Double> took = new ArrayList<>();
    int stale = 0;
    for (int i = 0; i < Integer.parseInt(args[4]); i++) {
      String title = "Seen " + System.nanoTime();
      send(args[2], "PATCH", desk, "application/merge-patch+json", "{\"title\": \"" + title + "\"}");
      send(args[2], "POST", desk + "/publish", "application/json", "{}");
      long told = System.nanoTime();
      while (!shows(read, title)) {
        if (System.nanoTime() - told > 30_000_000_000L) {
          throw new IllegalStateException("not seen in half a minute");
        }
      }
      long seen = System.nanoTime();
      took.add((seen - told) / 1e6);
      while (System.nanoTime() - seen < STILL_NS) {
        stale += shows(read, title) ? 0 : 1;
      }
    }
    Collections.sort(took);
    System.out.printf(
        "%.0f %.0f %d%n", took.get(took.size() / 2), took.get(took.size() - 1), stale);
  }

  private static boolean shows(URI address, String title) throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
    return answer.body().contains(title);
  }

  private static void send(String key, String method, String address, String type, String body)
      throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", type)
                .header("If-Match", "*")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
  }
}
