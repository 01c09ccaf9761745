package io.masthead;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged program sends to a collector of traces, where there is one. */
class TracesIT {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @TempDir Path directory;

  /** Protobuf, in which texts stand as they are. */
  private final List<String> received = new CopyOnWriteArrayList<>();

  private HttpServer collector;
  private Program program;

  @BeforeEach
  void collect() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext("/v1/traces", this::take);
    collector.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      InputStream body = exchange.getRequestBody();
      boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      byte[] bytes = (packed ? new GZIPInputStream(body) : body).readAllBytes();
      received.add(new String(bytes, StandardCharsets.ISO_8859_1));
      exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @AfterEach
  void stop() throws Exception {
    program.stop();
    collector.stop(0);
  }

  @Test
  void a_request_is_a_span_of_its_route_with_spans_of_its_sql_and_tells_of_no_reader()
      throws Exception {
    program =
        Program.run(
            directory,
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://localhost:" + collector.getAddress().getPort(),
                "QUARKUS_OTEL_TRACES_SAMPLER_ARG",
                "1",
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY",
                "PT0.2S",
                "MASTHEAD_HTTP_TRUSTED_PROXIES",
                "127.0.0.0/8"));
    program.awaitUp();
    ask("/api/v1/articles/none-such?lang=en");
    ask("/api/v1/previews/abcdefghijklmnopqrstuvwxyz");
    ask("/api/v1/authors?limit=3");
    await().atMost(20, TimeUnit.SECONDS).until(() -> all().contains("GET /api/v1/authors"));
    String all = all();
    assertTrue(all.contains("GET /api/v1/articles/{article}"));
    assertTrue(all.contains("postgresql"));
    assertTrue(all.contains("from edition"));
    assertFalse(all.contains("scheduled_for <="), "what a job does");
    String trace = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
    assertTrue(all.contains(trace));
    for (String personal :
        List.of("203.0.113.9", "Iceweasel", "lang=en", "abcdefghijklmnopqrstuvwxyz")) {
      assertFalse(all.contains(personal), personal);
    }
  }

  @Test
  void without_a_collector_nothing_of_it_runs() throws Exception {
    program = Program.run(directory, Map.of());
    program.awaitUp();
    ask("/api/v1/articles/none-such");
    String threads = threads();
    assertTrue(threads.contains("database-watch"));
    assertFalse(threads.contains("BatchSpanProcessor"), threads);
    program.assertQuiet();
    assertEquals(List.of(), received);
  }

  private String all() {
    return String.join("\n", received);
  }

  private String threads() throws IOException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    String process = String.valueOf(program.process().pid());
    Process jcmd = new ProcessBuilder(tool.toString(), process, "Thread.print").start();
    return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private void ask(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(program.uri(path))
            .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
            .header("X-Forwarded-For", "203.0.113.9")
            .header("User-Agent", "Iceweasel/2.0")
            .build();
    HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
  }
}
