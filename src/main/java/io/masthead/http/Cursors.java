package io.masthead.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;

/**
 * Opaque positions in a list: the sort values of the last row seen, bound to the list, its sort and
 * its filters, and signed, so that a foreign or altered one is refused.
 */
@ApplicationScoped
public class Cursors {

  private static final byte VERSION = 1;
  private static final int HASH = 8;
  private static final int TAG = 16;
  private static final int MAX_LENGTH = 2000;

  @Inject SigningKeys keys;
  @Inject ObjectMapper json;

  /** A position: rows after {@code key}, or before it, in the order of the list. */
  public record Position(boolean backward, List<String> key) {}

  /**
   * Reads the {@code cursor} parameter.
   *
   * @param scope everything that makes the list another list: its name, sort and filters
   * @return the position, or null where no cursor was given
   * @throws ProblemException 400 where it is altered or of another list
   */
  public Position read(String cursor, String scope) {
    if (cursor == null) {
      return null;
    }
    byte[] payload = payload(cursor);
    byte[] hash = Arrays.copyOfRange(payload, 2, 2 + HASH);
    if (!Arrays.equals(hash, hash(scope))) {
      throw refused();
    }
    String key = new String(payload, 2 + HASH, payload.length - 2 - HASH, StandardCharsets.UTF_8);
    try {
      return new Position(
          payload[1] == 1, json.readValue(key, new TypeReference<List<String>>() {}));
    } catch (JsonProcessingException e) {
      throw refused();
    }
  }

  /** As {@link #read}, of one that is named otherwise; nothing where it is altered or foreign. */
  public Optional<Position> find(String cursor, String scope) {
    try {
      return Optional.of(read(cursor, scope));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  /** Whether it was made here and is unaltered, of whatever list. */
  boolean isOurs(String cursor) {
    try {
      payload(cursor);
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  /** What was signed. */
  private byte[] payload(String cursor) {
    byte[] bytes = cursor.length() > MAX_LENGTH ? new byte[0] : decode(cursor);
    if (bytes.length <= 2 + HASH + TAG || bytes[0] != VERSION) {
      throw refused();
    }
    byte[] payload = Arrays.copyOf(bytes, bytes.length - TAG);
    byte[] tag = Arrays.copyOfRange(bytes, bytes.length - TAG, bytes.length);
    if (!MessageDigest.isEqual(tag, tag(payload))) {
      throw refused();
    }
    return payload;
  }

  /**
   * Cuts a page from rows that were read with one more than the limit, in the direction of the
   * position.
   *
   * @param key the sort values of a row, ending in its id
   */
  public <T> Page<T> page(
      List<T> rows, int limit, Position at, String scope, Function<T, List<String>> key) {
    boolean backward = at != null && at.backward();
    boolean more = rows.size() > limit;
    List<T> items = new ArrayList<>(more ? rows.subList(0, limit) : rows);
    if (backward) {
      Collections.reverse(items);
    }
    boolean hasNext = !items.isEmpty() && (backward || more);
    boolean hasPrevious = !items.isEmpty() && (backward ? more : at != null);
    return new Page<>(
        items,
        new Page.Info(
            limit,
            hasNext ? write(scope, false, key.apply(items.get(items.size() - 1))) : null,
            hasPrevious ? write(scope, true, key.apply(items.get(0))) : null,
            null,
            null));
  }

  /** The cursor for what comes after a row that is not on any page. */
  public String after(String scope, List<String> key) {
    return write(scope, false, key);
  }

  private String write(String scope, boolean backward, List<String> key) {
    try {
      byte[] text = json.writeValueAsBytes(key);
      byte[] payload =
          ByteBuffer.allocate(2 + HASH + text.length)
              .put(VERSION)
              .put((byte) (backward ? 1 : 0))
              .put(hash(scope))
              .put(text)
              .array();
      byte[] signed =
          ByteBuffer.allocate(payload.length + TAG).put(payload).put(tag(payload)).array();
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Only the canonical spelling of the bytes, so that no altered sign goes unnoticed. */
  private static byte[] decode(String cursor) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      throw refused();
    }
    if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(cursor)) {
      throw refused();
    }
    return bytes;
  }

  private byte[] tag(byte[] payload) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(keys.key("cursor"));
      return Arrays.copyOf(mac.doFinal(payload), TAG);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hash(String scope) {
    try {
      return Arrays.copyOf(
          MessageDigest.getInstance("SHA-256").digest(scope.getBytes(StandardCharsets.UTF_8)),
          HASH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ProblemException refused() {
    return ProblemException.badRequest(refusal());
  }

  static Fault refusal() {
    return Fault.parameter(
        "cursor", "invalid_cursor", "the cursor is not one of this list with these filters");
  }
}
