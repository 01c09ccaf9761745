package io.masthead.webhook;

import io.masthead.http.Fault;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one request to a receiver that nobody here trusts. Its name is looked up once; where one of
 * its addresses is not public, nothing is sent, else the connection goes to an address that was
 * looked at, and the certificate has to be of the name. Redirects and settings of proxies are not
 * followed, an answer is read to 64 KiB, and whatever is not done in time is cut off. No thread
 * waits for it.
 */
@ApplicationScoped
class Sender {

  static final int MOST_OF_ANSWER = 65_536;

  /** How many requests are under way at most; of these, all may go to one host. */
  static final int AT_ONCE = 256;

  private static final int MOST_ADDRESSES = 4;

  /** How long whoever saves an address waits for its name. */
  private static final long TO_SAVE_SECONDS = 5;

  private static final String AGENT = "Masthead-Webhooks/1.0";

  private final Vertx vertx;
  private final HttpClient client;
  private final Names names;
  private final Duration timeout;
  private final boolean plainLoopback;
  private final Clock clock;

  @Inject
  Sender(Vertx vertx, WebhookConfig config, Clock clock) {
    this(
        vertx,
        new HttpClientOptions(),
        new Names(InetAddress::getAllByName),
        config.timeout(),
        config.plainLoopback(),
        clock);
  }

  Sender(
      Vertx vertx,
      HttpClientOptions options,
      Names names,
      Duration timeout,
      boolean plainLoopback,
      Clock clock) {
    this.vertx = vertx;
    this.names = names;
    this.timeout = timeout;
    this.plainLoopback = plainLoopback;
    this.clock = clock;
    client =
        vertx.createHttpClient(
            options
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(false)
                .setMaxPoolSize(AT_ONCE)
                .setVerifyHost(true)
                .setForceSni(true)
                .setDecompressionSupported(false)
                .setMaxRedirects(0)
                .setConnectTimeout((int) timeout.toMillis()));
  }

  void stop(@Observes ShutdownEvent event) {
    client.close();
    names.close();
  }

  /**
   * What is wrong with an address for webhooks, by what its host leads to now. A name that leads
   * nowhere yet may do so later, and is looked at again whenever something is sent.
   */
  List<Fault> faults(String url) {
    List<InetAddress> addresses;
    try {
      addresses = names.find(Target.of(url)).get(TO_SAVE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      addresses = List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      addresses = List.of();
    }
    return Target.faults(url, plainLoopback, addresses);
  }

  /** Sends a message with these signatures; always ends, in time, with what came of it. */
  CompletionStage<Attempt> send(String url, String id, String body, List<Secret> secrets) {
    Instant at = clock.instant();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    headers.put("user-agent", AGENT);
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(at.getEpochSecond()));
    headers.put(
        "webhook-signature",
        String.join(" ", secrets.stream().map(secret -> secret.sign(id, at, body)).toList()));
    return new Sending(url, headers, body, at).begin();
  }

  /** One try, which is over once. */
  private final class Sending {

    private final String url;
    private final Map<String, String> headers;
    private final Buffer body;
    private final Instant at;
    private final long began = System.nanoTime();
    private final CompletableFuture<Attempt> over = new CompletableFuture<>();

    private volatile HttpClientRequest request;

    Sending(String url, Map<String, String> headers, String body, Instant at) {
      this.url = url;
      this.headers = headers;
      this.body = Buffer.buffer(body.getBytes(StandardCharsets.UTF_8));
      this.at = at;
    }

    CompletionStage<Attempt> begin() {
      long timer =
          vertx.setTimer(
              timeout.toMillis(),
              late -> end(Outcome.TIMED_OUT, null, "there was no end of it in time"));
      over.whenComplete(
          (attempt, failure) -> {
            vertx.cancelTimer(timer);
            HttpClientRequest sent = request;
            if (sent != null) {
              sent.reset();
            }
          });
      Target target = Target.of(url);
      names
          .find(target)
          .whenComplete(
              (addresses, failure) -> {
                if (failure != null) {
                  end(Outcome.UNREACHABLE, null, told(failure));
                } else if (!Target.faults(url, plainLoopback, addresses).isEmpty()) {
                  end(
                      Outcome.FORBIDDEN_ADDRESS,
                      null,
                      "the host leads to an address that is not public");
                } else {
                  connect(target, addresses, 0);
                }
              });
      return over;
    }

    /** To the first of its addresses that takes a connection. */
    private void connect(Target target, List<InetAddress> addresses, int which) {
      if (over.isDone()) {
        return;
      }
      RequestOptions options =
          new RequestOptions()
              .setMethod(HttpMethod.POST)
              .setServer(
                  SocketAddress.inetSocketAddress(
                      new InetSocketAddress(addresses.get(which), target.port())))
              .setHost(target.host())
              .setPort(target.port())
              .setSsl(target.tls())
              .setURI(target.path())
              .setFollowRedirects(false);
      headers.forEach(options::putHeader);
      client
          .request(options)
          .onSuccess(this::talk)
          .onFailure(
              failure -> {
                if (which + 1 < Math.min(addresses.size(), MOST_ADDRESSES)) {
                  connect(target, addresses, which + 1);
                } else {
                  end(Outcome.UNREACHABLE, null, told(failure));
                }
              });
    }

    private void talk(HttpClientRequest sent) {
      request = sent;
      if (over.isDone()) {
        sent.reset();
        return;
      }
      sent.exceptionHandler(failure -> end(Outcome.UNREACHABLE, null, told(failure)));
      sent.response()
          .onSuccess(this::listen)
          .onFailure(failure -> end(Outcome.UNREACHABLE, null, told(failure)));
      sent.end(body);
    }

    private void listen(HttpClientResponse response) {
      Buffer read = Buffer.buffer();
      response.exceptionHandler(failure -> end(Outcome.UNREACHABLE, null, told(failure)));
      response.endHandler(end -> answered(response, read, false));
      response.handler(
          part -> {
            int room = MOST_OF_ANSWER - read.length();
            read.appendBuffer(part, 0, Math.min(room, part.length()));
            if (part.length() > room) {
              answered(response, read, true);
            }
          });
    }

    private void answered(HttpClientResponse response, Buffer read, boolean cut) {
      Map<String, List<String>> fields = new LinkedHashMap<>();
      response.headers().names().forEach(name -> fields.put(name, response.headers().getAll(name)));
      int status = response.statusCode();
      Outcome outcome =
          status / 100 == 2 ? Outcome.DELIVERED : status == 410 ? Outcome.GONE : Outcome.REFUSED;
      String text = read.toString(StandardCharsets.UTF_8).replace('\0', '\ufffd');
      end(outcome, new Attempt.Answer(status, fields, text, cut), null);
    }

    private void end(Outcome outcome, Attempt.Answer answer, String error) {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      over.complete(new Attempt(at, took, outcome, url, headers, answer, error));
    }
  }

  private static String told(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof UnknownHostException) {
      return "the host is not known";
    }
    String message = cause.getMessage();
    // It may tell what the receiver sent.
    String line = message == null ? "" : message.replaceAll("\\p{Cntrl}+", " ").strip();
    String all = line.isEmpty() ? cause.getClass().getSimpleName() : line;
    return all.length() > 300 ? all.substring(0, 300) : all;
  }
}
