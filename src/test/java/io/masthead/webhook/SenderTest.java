package io.masthead.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One request to receivers that do what none should. */
class SenderTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(4);
  private static final String WORD = "changeit";

  @TempDir static Path directory;

  private static Vertx vertx;
  private static Path keys;
  private static Sender sender;

  /** What names lead to, by turns where there are several. */
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "hooks.test", List.of("127.0.0.1"),
          "other.test", List.of("127.0.0.1"),
          "turning.test", List.of("127.0.0.1", "169.254.169.254"));

  private static final Map<String, AtomicInteger> LOOKED_UP = new ConcurrentHashMap<>();

  private static InetAddress[] lookUp(String name) throws UnknownHostException {
    List<String> turns = NAMES.get(name);
    if (turns == null) {
      throw new UnknownHostException(name);
    }
    int turn = LOOKED_UP.computeIfAbsent(name, n -> new AtomicInteger()).getAndIncrement();
    return InetAddress.getAllByName(turns.get(turn % turns.size()));
  }

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    keys = directory.resolve("keys.p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "hooks",
                "-keyalg",
                "EC",
                "-dname",
                "CN=hooks.test",
                "-ext",
                "san=dns:hooks.test",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                WORD,
                "-keystore",
                keys.toString())
            .redirectErrorStream(true)
            .start();
    assertEquals(0, made.waitFor(), new String(made.getInputStream().readAllBytes()));
    sender = sender(true);
  }

  private static Sender sender(boolean plainLoopback) {
    return new Sender(
        vertx,
        new HttpClientOptions()
            .setTrustOptions(new PfxOptions().setPath(keys.toString()).setPassword(WORD)),
        new Names(SenderTest::lookUp),
        TIMEOUT,
        plainLoopback,
        Clock.systemUTC());
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static Attempt send(Sender by, String url) throws Exception {
    return by.send(url, "msg", "{}", List.of(Secret.fresh()))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  /** What a receiver does with a connection whose request was read. */
  @FunctionalInterface
  private interface Doing {
    void with(OutputStream out) throws Exception;
  }

  /** A receiver that is no server of HTTP. */
  private record Raw(ServerSocket socket, AtomicInteger connections) implements AutoCloseable {

    static Raw of(Doing doing) throws IOException {
      return of(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), doing);
    }

    static Raw of(ServerSocket socket, Doing doing) {
      Raw raw = new Raw(socket, new AtomicInteger());
      Thread thread = new Thread(() -> raw.serve(doing), "raw-receiver");
      thread.setDaemon(true);
      thread.start();
      return raw;
    }

    private void serve(Doing doing) {
      while (!socket.isClosed()) {
        try (Socket connection = socket.accept()) {
          connections.incrementAndGet();
          InputStream in = connection.getInputStream();
          StringBuilder request = new StringBuilder();
          while (request.indexOf("\r\n\r\n{}") < 0) {
            int octet = in.read();
            if (octet < 0) {
              throw new SocketException("no request");
            }
            request.append((char) octet);
          }
          doing.with(connection.getOutputStream());
        } catch (Exception e) {
          // The other end has gone, as it should.
          continue;
        }
      }
    }

    String url(String scheme, String host) {
      return scheme + "://" + host + ":" + socket.getLocalPort() + "/hook";
    }

    String url() {
      return url("http", "127.0.0.1");
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void assertSoon(Attempt attempt, Duration most) {
    assertTrue(attempt.took().compareTo(most) < 0, attempt.toString());
  }

  @Test
  void the_answer_is_told() throws Exception {
    Doing doing =
        out ->
            out.write(
                ascii("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 5\r\n\r\nlater"));
    try (Raw receiver = Raw.of(doing)) {
      Attempt attempt = send(sender, receiver.url());
      assertEquals(Outcome.REFUSED, attempt.outcome());
      assertEquals(503, attempt.answer().status());
      assertEquals(List.of("7"), attempt.answer().headers().get("Retry-After"));
      assertEquals("later", attempt.answer().body());
      assertEquals(false, attempt.answer().cut());
      assertNull(attempt.error());
      assertEquals("msg", attempt.request().get("webhook-id"));
    }
  }

  @Test
  void an_answer_that_drips_is_cut_off_in_time() throws Exception {
    Doing doing =
        out -> {
          out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"));
          for (int i = 0; i < 1_000; i++) {
            out.write('a');
            out.flush();
            TimeUnit.MILLISECONDS.sleep(100);
          }
        };
    try (Raw receiver = Raw.of(doing)) {
      Attempt attempt = send(sender, receiver.url());
      assertEquals(Outcome.TIMED_OUT, attempt.outcome());
      assertSoon(attempt, TIMEOUT.plusSeconds(2));
    }
  }

  @Test
  void header_fields_that_drip_are_cut_off_in_time() throws Exception {
    Doing doing =
        out -> {
          out.write(ascii("HTTP/1.1 200 OK\r\n"));
          for (int i = 0; i < 1_000; i++) {
            out.write(ascii("X-" + i + ": a\r\n"));
            out.flush();
            TimeUnit.MILLISECONDS.sleep(100);
          }
        };
    try (Raw receiver = Raw.of(doing)) {
      assertEquals(Outcome.TIMED_OUT, send(sender, receiver.url()).outcome());
    }
  }

  @Test
  void of_a_gigabyte_64_kib_are_read() throws Exception {
    AtomicLong written = new AtomicLong();
    Doing doing =
        out -> {
          out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n"));
          byte[] some = new byte[1 << 16];
          java.util.Arrays.fill(some, (byte) 'x');
          for (int i = 0; i < 1 << 14; i++) {
            out.write(some);
            written.addAndGet(some.length);
          }
        };
    try (Raw receiver = Raw.of(doing)) {
      Attempt attempt = send(sender, receiver.url());
      assertEquals(Outcome.DELIVERED, attempt.outcome());
      assertEquals(65_536, attempt.answer().body().length());
      assertEquals(true, attempt.answer().cut());
      // What the buffers of both ends hold, and no more.
      assertTrue(written.get() < 64L << 20, written + " octets were taken");
    }
  }

  @Test
  void an_answer_that_is_no_text_can_be_told() throws Exception {
    Doing doing =
        out -> {
          out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"));
          out.write(new byte[] {0, (byte) 0xff, 'a', (byte) 0xc3});
        };
    try (Raw receiver = Raw.of(doing)) {
      assertEquals("\ufffd\ufffda\ufffd", send(sender, receiver.url()).answer().body());
    }
  }

  @ParameterizedTest
  @CsvSource({"301", "302", "303", "307", "308"})
  void a_redirect_is_a_failure_and_is_not_followed(int status) throws Exception {
    try (Raw inner = Raw.of(out -> out.write(ascii("HTTP/1.1 200 OK\r\n\r\ninner")))) {
      Doing doing =
          out ->
              out.write(
                  ascii(
                      "HTTP/1.1 "
                          + status
                          + " Elsewhere\r\nLocation: "
                          + inner.url()
                          + "\r\nContent-Length: 0\r\n\r\n"));
      try (Raw receiver = Raw.of(doing)) {
        Attempt attempt = send(sender, receiver.url());
        assertEquals(Outcome.REFUSED, attempt.outcome());
        assertEquals(status, attempt.answer().status());
        assertEquals("", attempt.answer().body());
        assertEquals(0, inner.connections().get());
      }
    }
  }

  @Test
  void a_receiver_that_hangs_up_or_is_not_there_is_unreachable() throws Exception {
    try (Raw receiver = Raw.of(out -> {})) {
      assertEquals(Outcome.UNREACHABLE, send(sender, receiver.url()).outcome());
    }
    String gone;
    try (Raw receiver = Raw.of(out -> {})) {
      gone = receiver.url();
    }
    assertEquals(Outcome.UNREACHABLE, send(sender, gone).outcome());
    Attempt unknown = send(sender, "https://nobody.test/");
    assertEquals(Outcome.UNREACHABLE, unknown.outcome());
    assertEquals("the host is not known", unknown.error());
  }

  @Test
  void what_is_no_answer_of_http_is_none() throws Exception {
    for (String answer : List.of("SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "\0\0\0")) {
      try (Raw receiver = Raw.of(out -> out.write(ascii(answer)))) {
        Attempt attempt = send(sender, receiver.url());
        assertTrue(
            attempt.outcome() == Outcome.UNREACHABLE || attempt.outcome() == Outcome.TIMED_OUT,
            answer + attempt);
      }
    }
  }

  @Test
  void nothing_is_sent_to_an_address_that_is_not_public_however_the_name_turns() throws Exception {
    try (Raw receiver = Raw.of(out -> out.write(ascii("HTTP/1.1 204 None\r\n\r\n")))) {
      // Looked at when it is saved, it is here; when it is sent, it has turned.
      String turning = receiver.url("http", "turning.test");
      assertEquals(List.of(), sender.faults(turning));
      assertEquals(Outcome.FORBIDDEN_ADDRESS, send(sender, turning).outcome());
      Sender strict = sender(false);
      for (String url :
          List.of(
              receiver.url(),
              receiver.url("http", "hooks.test"),
              receiver.url("https", "hooks.test"),
              receiver.url("http", "[::ffff:127.0.0.1]"))) {
        Attempt attempt = send(strict, url);
        assertEquals(Outcome.FORBIDDEN_ADDRESS, attempt.outcome(), url);
        assertNull(attempt.answer());
      }
      assertEquals(0, receiver.connections().get());
    }
  }

  @Test
  void a_name_is_looked_up_once_for_a_try() throws Exception {
    try (Raw receiver = Raw.of(out -> out.write(ascii("HTTP/1.1 204 None\r\n\r\n")))) {
      int before = LOOKED_UP.computeIfAbsent("other.test", n -> new AtomicInteger()).get();
      assertEquals(Outcome.DELIVERED, send(sender, receiver.url("http", "other.test")).outcome());
      assertEquals(before + 1, LOOKED_UP.get("other.test").get());
    }
  }

  @Test
  void the_certificate_has_to_be_of_the_name_though_the_connection_is_to_the_address()
      throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, WORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, WORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    ServerSocket socket =
        tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    try (Raw receiver =
        Raw.of(socket, out -> out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")))) {
      Attempt right = send(sender, receiver.url("https", "hooks.test"));
      assertEquals(Outcome.DELIVERED, right.outcome(), right.toString());
      for (String wrong : List.of("other.test", "127.0.0.1")) {
        Attempt attempt = send(sender, receiver.url("https", wrong));
        assertEquals(Outcome.UNREACHABLE, attempt.outcome(), attempt.toString());
        assertNull(attempt.answer());
      }
    }
  }

  @Test
  void many_that_do_not_answer_hold_up_no_other() throws Exception {
    Instant began = Instant.now();
    try (ServerSocket deaf = new ServerSocket(0, 500, InetAddress.getByName("127.0.0.1"));
        Raw receiver = Raw.of(out -> out.write(ascii("HTTP/1.1 204 None\r\n\r\n")))) {
      for (int i = 0; i < 200; i++) {
        sender.send(
            "http://127.0.0.1:" + deaf.getLocalPort() + "/", "msg", "{}", List.of(Secret.fresh()));
      }
      assertEquals(Outcome.DELIVERED, send(sender, receiver.url()).outcome());
      assertTrue(Duration.between(began, Instant.now()).compareTo(TIMEOUT) < 0);
    }
  }
}
