package io.masthead;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Asks the Masthead of this container whether it is ready, for images that have neither a shell nor
 * curl: {@code java -cp 'app/*' io.masthead.HealthProbe}. Exit code 0 is yes. The port is the one
 * that {@code QUARKUS_MANAGEMENT_PORT} names, else 9000; another address may be given instead.
 */
public final class HealthProbe {

  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private HealthProbe() {}

  public static void main(String[] arguments) throws InterruptedException {
    String port = System.getenv().getOrDefault("QUARKUS_MANAGEMENT_PORT", "9000");
    String ready = "http://127.0.0.1:" + port + "/q/health/ready";
    String fault = ask(URI.create(arguments.length == 0 ? ready : arguments[0]));
    if (fault != null) {
      System.err.println(fault);
      System.exit(1);
    }
  }

  /** What is wrong, or null. */
  static String ask(URI address) throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    try {
      var answer = client.send(request, BodyHandlers.ofString());
      return answer.statusCode() == 200 ? null : answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      return address + " does not answer: " + e;
    }
  }
}
