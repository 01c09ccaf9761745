package io.masthead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program where TLS ends at it and not at a proxy, as the README says. */
class TlsIT {

  private static final String PASSWORD = "a-password-of-this-test";
  private static final Pattern PORT =
      Pattern.compile("Listening on: .*https://0\\.0\\.0\\.0:(\\d+)");

  @TempDir Path directory;
  private Program program;

  @AfterEach
  void stop() throws Exception {
    program.stop();
  }

  @Test
  void browsers_are_held_to_tls_and_plain_requests_are_sent_there() throws Exception {
    Path keys = keys();
    program =
        Program.run(
            directory,
            Map.of(
                "MASTHEAD_ADMIN_KEY",
                Program.KEY,
                "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_FILE",
                keys.toString(),
                "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_PASSWORD",
                PASSWORD,
                "QUARKUS_HTTP_SSL_PORT",
                "0",
                "QUARKUS_HTTP_INSECURE_REQUESTS",
                "redirect"));
    program.awaitUp();
    SSLContext trusting = trusting(keys);
    HttpClient client = HttpClient.newBuilder().sslContext(trusting).build();
    for (String path : new String[] {"/api/v1/tags", "/none-such", "/docs/"}) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("https://localhost:" + port() + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(path.equals("/none-such") ? 404 : 200, answer.statusCode(), answer.body());
      assertEquals(
          "max-age=31536000",
          answer.headers().firstValue("Strict-Transport-Security").orElse(null),
          path);
    }
    // By HTTP/1.1: an upgrade to HTTP/2 without TLS has no Host to be sent to.
    HttpResponse<String> plain =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(program.request("/manage/v1/tags").build(), HttpResponse.BodyHandlers.ofString());
    assertTrue(plain.statusCode() >= 300 && plain.statusCode() < 400, "" + plain.statusCode());
    assertTrue(
        plain.headers().firstValue("Location").orElse("").startsWith("https://localhost:"),
        plain.headers().toString());
    assertFalse(plain.body().contains("items"), plain.body());
    for (String old : new String[] {"TLSv1", "TLSv1.1"}) {
      assertThrows(SSLHandshakeException.class, () -> handshake(trusting, old), old);
    }
    handshake(trusting, "TLSv1.3");
    handshake(trusting, "TLSv1.2");
    program.assertQuiet();
  }

  private void handshake(SSLContext trusting, String protocol) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) trusting.getSocketFactory().createSocket("localhost", port())) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.startHandshake();
    }
  }

  private int port() throws IOException {
    Matcher listening = PORT.matcher(program.output());
    assertTrue(listening.find(), program.output());
    return Integer.parseInt(listening.group(1));
  }

  private Path keys() throws Exception {
    Path keys = directory.resolve("keys.p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "masthead",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                keys.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(made.getInputStream().readAllBytes());
    assertEquals(0, made.waitFor(), said);
    return keys;
  }

  private static SSLContext trusting(Path keys) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(Files.newInputStream(keys), PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("masthead", store.getCertificate("masthead"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
