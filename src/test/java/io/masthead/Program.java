package io.masthead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.support.Exposition;
import io.masthead.support.Secrets;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of the packaged program in a directory, on free ports. Unless the environment names a
 * database, its PostgreSQL is the embedded one of the directory, which the next run there finds.
 */
record Program(Process process, Path directory, Path file) {

  /** An administrator's, where the environment says so. */
  static final String KEY = "mh_an-administrator-of-this-test";

  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
  private static final Pattern DATABASE = Pattern.compile("FlywayExecutor.* Database: (jdbc:\\S+)");
  private static final Pattern HEALTH =
      Pattern.compile("Management interface listening on http://0\\.0\\.0\\.0:(\\d+)\\D");

  private static final Pattern API = Pattern.compile("API +http://localhost:(\\d+)/api/v1");

  /** As {@link #run}, with an administrator whose key is known. */
  static Program withKey(Path directory, Map<String, String> environment) throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("MASTHEAD_ADMIN_KEY", KEY);
    return run(directory, all);
  }

  /** Starts it and does not wait. */
  static Program run(Path directory, Map<String, String> environment) throws IOException {
    Path output = Files.createTempFile(directory, "output-", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.banner.enabled=false",
                "-jar",
                JAR.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(QUARKUS|MASTHEAD)_.*"));
    builder.environment().put("MASTHEAD_DATA", "kept here");
    builder.environment().put("QUARKUS_HTTP_PORT", "0");
    builder.environment().put("QUARKUS_MANAGEMENT_PORT", "0");
    builder.environment().putAll(environment);
    environment.forEach(
        (name, value) -> {
          if (name.matches(".*(KEY|PASSWORD)")) {
            Secrets.note(value);
          }
        });
    return new Program(builder.start(), directory, output);
  }

  /** The environment of a program that uses a database given. */
  static Map<String, String> given(String url, String password) {
    return Map.of(
        "QUARKUS_DATASOURCE_JDBC_URL", url,
        "QUARKUS_DATASOURCE_USERNAME", "masthead",
        "QUARKUS_DATASOURCE_PASSWORD", password);
  }

  /** The cluster of the directory's embedded server. */
  Path data() {
    return directory.toAbsolutePath().resolve("kept here/pg17");
  }

  String secret() throws IOException {
    return Files.readString(data().resolveSibling("pg17.password")).strip();
  }

  /** The address of its database, embedded or not. */
  String database() throws IOException {
    return find(DATABASE);
  }

  Connection connection() throws IOException, SQLException {
    return DriverManager.getConnection(database(), "masthead", secret());
  }

  /** The process of that server. */
  ProcessHandle server() throws IOException {
    String pid = Files.readAllLines(data().resolve("postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  String output() throws IOException {
    return Files.readString(file);
  }

  private String find(Pattern pattern) throws IOException {
    Matcher matcher = pattern.matcher(output());
    assertTrue(matcher.find(), output());
    return matcher.group(1);
  }

  void awaitUp() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!HEALTH.matcher(output()).find()) {
      assertTrue(process.isAlive() && System.nanoTime() < end, output());
      Thread.sleep(100);
    }
    assertTrue(isUp(), output());
  }

  boolean isUp() throws Exception {
    return readiness() == 200;
  }

  int readiness() throws Exception {
    return operate("/q/health/ready").statusCode();
  }

  /** What it measures, as Prometheus reads it. */
  String metrics() throws Exception {
    return operate("/q/metrics").body();
  }

  /** What its management port answers. */
  HttpResponse<String> operate(String path) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + find(HEALTH) + path))
            .timeout(Duration.ofSeconds(5))
            .build());
  }

  /** One measure, added up over its labels. */
  double measured(String name) throws Exception {
    return Exposition.of(metrics()).sum(name);
  }

  Socket connect() throws IOException {
    Socket socket = new Socket("localhost", Integer.parseInt(find(API)));
    socket.setSoTimeout(20_000);
    return socket;
  }

  URI uri(String path) throws IOException {
    return URI.create("http://localhost:" + find(API) + path);
  }

  HttpRequest.Builder request(String path) throws IOException {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + KEY);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token).build());
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("If-Match", "*")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  HttpResponse<String> patch(String path, String json) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/merge-patch+json")
            .header("If-Match", "*")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  /** A draft of one paragraph; its id. */
  String drafted(String title, String paragraph) throws IOException, InterruptedException {
    HttpResponse<String> made =
        post(
            "/manage/v1/articles",
            "{\"title\": \"%s\", \"body\": \"<p>%s</p>\", \"bylines\": [{\"name\": \"P. Guest\"}]}"
                .formatted(title, paragraph));
    assertEquals(201, made.statusCode(), made.body());
    return new ObjectMapper().readTree(made.body()).get("id").asText();
  }

  /** An article of one paragraph that readers see; its id. */
  String published(String title, String paragraph) throws IOException, InterruptedException {
    String id = drafted(title, paragraph);
    HttpResponse<String> out = post("/manage/v1/articles/" + id + "/publish", "{}");
    assertEquals(200, out.statusCode(), out.body());
    return id;
  }

  /** A change of what has this version. */
  HttpResponse<String> change(String method, String path, String json, String version)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header(
                "Content-Type",
                method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
            .header("If-Match", version)
            .method(method, HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  /** As a reader does, who has no key. */
  HttpResponse<String> read(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  /** As a reader with a browser of this name does, without waiting for the answer. */
  CompletableFuture<HttpResponse<String>> post(String path, String json, String browser)
      throws IOException {
    return HttpClient.newHttpClient()
        .sendAsync(
            HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0 " + browser)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    request.headers().firstValue("Authorization").ifPresent(Secrets::ofAuthorization);
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  long count(String words) throws IOException {
    return output().lines().filter(line -> line.contains(words)).count();
  }

  void assertQuiet() throws IOException {
    assertFalse(output().contains(" ERROR "), output());
    assertFalse(output().contains("\tat "), output());
  }

  /** As SIGKILL does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /**
   * As SIGTERM does; it ends well, unless it has ended before, and what it has logged holds nothing
   * that it must not.
   */
  void stop() throws Exception {
    boolean running = process.isAlive();
    process.destroy();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    if (running) {
      assertEquals(0, process.exitValue(), output());
    }
    assertEquals(Set.of(), Secrets.in(output().lines()));
  }
}
