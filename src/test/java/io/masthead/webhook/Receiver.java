package io.masthead.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Takes webhooks on this machine, and answers as it is told. */
final class Receiver implements AutoCloseable {

  /** What came, with the names of its header fields in lower case. */
  record Got(int number, String path, Map<String, List<String>> headers, String body, Instant at) {

    String header(String name) {
      return headers.getOrDefault(name, List.of("")).get(0);
    }
  }

  /**
   * What to answer.
   *
   * @param status 0 to hang up instead
   */
  record Say(int status, Map<String, String> headers, String body) {

    static Say of(int status) {
      return new Say(status, Map.of(), "");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private final Function<Got, Say> answers;

  Receiver(Function<Got, Say> answers) throws IOException {
    this.answers = answers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  /** Takes everything. */
  Receiver() throws IOException {
    this(got -> Say.of(204));
  }

  String url() {
    return url("/hook?of=us");
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  List<Got> got() {
    return List.copyOf(got);
  }

  /** What came of one thing, by the id that its message holds. */
  List<Got> of(String subject) {
    return got.stream().filter(one -> one.body().contains("\"id\":\"" + subject + "\"")).toList();
  }

  private synchronized Got write(HttpExchange exchange, String body) {
    Map<String, List<String>> headers = new TreeMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values));
    Got one =
        new Got(got.size() + 1, exchange.getRequestURI().toString(), headers, body, Instant.now());
    got.add(one);
    return one;
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Say say = answers.apply(write(exchange, body));
    if (say.status() > 0) {
      say.headers().forEach(exchange.getResponseHeaders()::add);
      byte[] bytes = say.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(say.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
