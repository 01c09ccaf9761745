package io.masthead.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;

/**
 * {@code Idempotency-Key} (a convention, after an Internet-Draft that lapsed): the first answer to
 * a creating POST is kept for 24 hours with its effect, in one transaction, and given again to
 * whoever sends the same key and body. A request that failed leaves nothing, so that it can be sent
 * again.
 *
 * <p>Answers may hold secrets that are stored hashed elsewhere, so an answer is sealed with the key
 * that fetches it, and of the key only a hash is stored.
 */
@ApplicationScoped
public class Idempotency {

  private static final int MAX_KEY = 255;
  private static final int NONCE = 12;
  private static final List<String> KEPT_HEADERS = List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG);

  private static final String CLAIM =
      "insert into idempotency_key (key_hash, request_hash) values (?, ?) on conflict do nothing";
  private static final String KEEP = "update idempotency_key set answer = ? where key_hash = ?";
  private static final String READ =
      "select request_hash, answer from idempotency_key where key_hash = ?";
  private static final String FORGET =
      "delete from idempotency_key where created_at < now() - interval '24 hours'";

  @Inject DataSource database;
  @Inject ObjectMapper json;
  @Inject RoutingContext routing;

  /** An answer as it is kept. */
  record Kept(int status, List<String> headers, JsonNode body) {}

  /**
   * Runs the effect once for its key.
   *
   * @param principal whose keys these are
   * @param request what must be the same for the key to be the same request
   * @param effect makes the answer; a transaction of its own joins this one
   * @throws ProblemException 422 where the key was used for another request
   */
  @Transactional
  public Response once(String principal, Object request, Supplier<Response> effect) {
    String key = routing.request().getHeader("Idempotency-Key");
    if (key == null) {
      return effect.get();
    }
    if (key.isBlank() || key.length() > MAX_KEY || !key.chars().allMatch(c -> c > 31 && c < 127)) {
      throw ProblemException.badRequest(
          Fault.header(
              "Idempotency-Key",
              "invalid_format",
              "1 to " + MAX_KEY + " printable ASCII characters are accepted"));
    }
    String scoped =
        String.join(
            "\n", principal, routing.request().method().name(), routing.normalizedPath(), key);
    try (Connection connection = database.getConnection()) {
      byte[] keyHash = hash("key", scoped.getBytes(StandardCharsets.UTF_8));
      byte[] requestHash = hash("request", json.writeValueAsBytes(request));
      SecretKeySpec seal =
          new SecretKeySpec(hash("seal", scoped.getBytes(StandardCharsets.UTF_8)), "AES");
      if (claim(connection, keyHash, requestHash)) {
        Response answer = effect.get();
        keep(connection, keyHash, seal(seal, answer));
        return answer;
      }
      return replay(connection, keyHash, requestHash, seal);
    } catch (SQLException | GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * As {@link #once(String, Object, Supplier)}, of a part of a request that is done in transactions
   * of its own, each by another principal.
   *
   * @param type of what the effect gives, which is kept as JSON
   */
  @Transactional
  public <T> T once(String principal, Object request, Class<T> type, Supplier<T> effect) {
    Object answer = once(principal, request, () -> Response.ok(effect.get()).build()).getEntity();
    try {
      return answer instanceof byte[] kept ? json.readValue(kept, type) : type.cast(answer);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Drops what is older than 24 hours. */
  @Transactional
  void forget() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement delete = connection.prepareStatement(FORGET)) {
      delete.executeUpdate();
    }
  }

  /** A second request with the key waits here for the first one's transaction to end. */
  private static boolean claim(Connection connection, byte[] keyHash, byte[] requestHash)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(CLAIM)) {
      insert.setBytes(1, keyHash);
      insert.setBytes(2, requestHash);
      return insert.executeUpdate() == 1;
    }
  }

  private static void keep(Connection connection, byte[] keyHash, byte[] answer)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(KEEP)) {
      update.setBytes(1, answer);
      update.setBytes(2, keyHash);
      update.executeUpdate();
    }
  }

  private Response replay(
      Connection connection, byte[] keyHash, byte[] requestHash, SecretKeySpec seal)
      throws SQLException, GeneralSecurityException, IOException {
    try (PreparedStatement select = connection.prepareStatement(READ)) {
      select.setBytes(1, keyHash);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw ProblemException.unavailable("The key is being forgotten; send it again.");
        }
        if (!MessageDigest.isEqual(requestHash, row.getBytes(1))) {
          throw new ProblemException(
              ProblemType.IDEMPOTENCY_MISMATCH, "The key came with another body before.");
        }
        Kept kept = json.readValue(open(seal, row.getBytes(2)), Kept.class);
        Response.ResponseBuilder answer =
            Response.status(kept.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Idempotent-Replayed", "true")
                .entity(json.writeValueAsBytes(kept.body()));
        for (int i = 0; i < KEPT_HEADERS.size(); i++) {
          if (!kept.headers().get(i).isEmpty()) {
            answer.header(KEPT_HEADERS.get(i), kept.headers().get(i));
          }
        }
        return answer.build();
      }
    }
  }

  private byte[] seal(SecretKeySpec key, Response answer)
      throws GeneralSecurityException, IOException {
    List<String> headers =
        KEPT_HEADERS.stream()
            .map(answer::getHeaderString)
            .map(value -> value == null ? "" : value)
            .toList();
    byte[] plain =
        json.writeValueAsBytes(
            new Kept(answer.getStatus(), headers, json.valueToTree(answer.getEntity())));
    byte[] nonce = new byte[NONCE];
    new SecureRandom().nextBytes(nonce);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(plain);
    byte[] both = Arrays.copyOf(nonce, NONCE + sealed.length);
    System.arraycopy(sealed, 0, both, NONCE, sealed.length);
    return both;
  }

  private static byte[] open(SecretKeySpec key, byte[] sealed) throws GeneralSecurityException {
    return cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, NONCE))
        .doFinal(sealed, NONCE, sealed.length - NONCE);
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(128, nonce));
    return cipher;
  }

  private static byte[] hash(String purpose, byte[] value) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(purpose.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return digest.digest(value);
  }
}
