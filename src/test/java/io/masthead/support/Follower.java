package io.masthead.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Follows a stream of server-sent events as a browser does, on a thread of its own. */
public final class Follower implements AutoCloseable {

  /** What was dispatched: an event with its type and data, and the token behind it. */
  public record Got(String token, String type, String data) {}

  private final HttpResponse<InputStream> answer;
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private volatile String lastId;
  private volatile boolean ended;

  private Follower(HttpResponse<InputStream> answer) {
    this.answer = answer;
    Thread thread = new Thread(this::read, "follower");
    thread.setDaemon(true);
    thread.start();
  }

  public static Follower of(URI uri, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Follower(
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .build()
              .send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      String type = null;
      String data = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          if (data != null) {
            got.add(new Got(lastId, type, data));
          }
          type = null;
          data = null;
        } else if (line.startsWith("id:")) {
          lastId = line.substring(3);
        } else if (line.startsWith("event:")) {
          type = line.substring(6);
        } else if (line.startsWith("data:")) {
          data = line.substring(5);
        }
      }
    } catch (IOException e) {
      // It was cut off, which is an end, too.
      ended = true;
    }
    ended = true;
  }

  public int status() {
    return answer.statusCode();
  }

  public String header(String name) {
    return answer.headers().firstValue(name).orElse(null);
  }

  /** All events so far. */
  public List<Got> got() {
    return List.copyOf(got);
  }

  /** With which to go on; null before the first. */
  public String lastId() {
    return lastId;
  }

  public boolean hasEnded() {
    return ended;
  }

  @Override
  public void close() {
    try {
      answer.body().close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
