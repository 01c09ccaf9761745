package io.masthead.support;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Requests of which a test sees every header: nothing is followed, added or unpacked. */
public final class Raw {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private Raw() {}

  public static HttpResponse<byte[]> get(String path, String... headers) {
    return send("GET", path, headers);
  }

  public static HttpResponse<byte[]> head(String path, String... headers) {
    return send("HEAD", path, headers);
  }

  public static HttpResponse<byte[]> send(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** The header's values with a comma between them, or null. */
  public static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).isEmpty()
        ? null
        : String.join(", ", answer.headers().allValues(name));
  }
}
