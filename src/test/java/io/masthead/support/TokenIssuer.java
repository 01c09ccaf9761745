package io.masthead.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
  static final String AUDIENCE = "masthead-of-tests";

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
    server.createContext("/keys", exchange -> answer(exchange, publicKeys()));
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
