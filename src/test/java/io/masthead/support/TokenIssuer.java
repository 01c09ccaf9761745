package io.masthead.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * An identity provider for the whole run, which serves what providers serve of themselves. Its keys
 * and whether it is away are system properties, which {@link Tokens} sets on whichever side of the
 * tests' class loaders it stands.
 */
public final class TokenIssuer implements LauncherSessionListener {

  static final String URL = "token-issuer.url";
  static final String KEYS = "token-issuer.keys";
  static final String AWAY = "token-issuer.away";
  static final String SAYS = "token-issuer.says";
  static final String AUDIENCE = "masthead-of-tests";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String url = "http://localhost:" + server.getAddress().getPort();
    server.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(exchange, "{\"issuer\": \"%1$s\", \"jwks_uri\": \"%1$s/keys\"}".formatted(url)));
    server.createContext("/keys", TokenIssuer::showKeys);
    server.setExecutor(threads);
    server.start();
    System.setProperty(URL, url);
    Tokens.rotate();
    System.setProperty("quarkus.oidc.auth-server-url", url);
    System.setProperty("masthead.oidc.audience", AUDIENCE);
    System.setProperty(
        "masthead.oidc.roles",
        "newsroom-admins=administrator,newsroom-editors=editor,newsroom=authors=author,"
            + "desk=contributor,replies=moderator");
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    server.stop(0);
    threads.shutdownNow();
  }

  /** As a provider does, or as one that was broken into might: see {@link Tokens#keysAre}. */
  private static void showKeys(HttpExchange exchange) throws IOException {
    String said = System.getProperty(SAYS, "");
    switch (said.split(" ")[0]) {
      case "" -> answer(exchange, publicKeys());
      case "nothing" -> answer(exchange, "");
      case "nonsense" -> answer(exchange, "{\"keys\": [{\"kty\": \"RSA\", \"n\": {}}, 7, null");
      case "page" -> answer(exchange, "<html><script>location='/'</script></html>");
      case "elsewhere" -> {
        exchange.getResponseHeaders().set("Location", said.split(" ")[1]);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
      }
      case "much" -> {
        exchange.sendResponseHeaders(200, 0);
        byte[] some = "[0,0,0,0,0,0,0,0,".repeat(4096).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 500; i++) {
          exchange.getResponseBody().write(some);
        }
        exchange.close();
      }
      case "silence" -> {
        try {
          Thread.sleep(30_000);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        exchange.close();
      }
      default -> throw new IllegalArgumentException(said);
    }
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    boolean away = Boolean.getBoolean(AWAY);
    byte[] body = (away ? "away" : json).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", away ? "text/plain" : "application/json");
    exchange.sendResponseHeaders(away ? 503 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String publicKeys() {
    try {
      return new JsonWebKeySet(System.getProperty(KEYS)).toJson(OutputControlLevel.PUBLIC_ONLY);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
