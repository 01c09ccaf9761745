package io.masthead.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a run has sent and was given that no log may hold: keys, tokens of every kind, secrets of
 * webhooks, and readers' e-mail addresses. Noted where every request and answer of the tests
 * passes, kept for the whole JVM, whichever class loader a test has.
 */
public final class Secrets {

  private static final String NOTED = "io.masthead.secrets";

  /** Members of answers that are shown once, or to their owner. */
  private static final Set<String> GIVEN =
      Set.of("key", "secret", "editToken", "guestToken", "formToken");

  private static final Set<String> PERSONAL = Set.of("email", "publicEmail");

  /** What the parts of a secret look like, and as which they would be found in a log. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{16,}");

  private static final Pattern EMAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");
  private static final Pattern PREVIEW =
      Pattern.compile("/previews/([^/?\"]+)|preview\\?token=(.+)");

  private Secrets() {}

  @SuppressWarnings("unchecked")
  private static Set<String> noted() {
    synchronized (System.getProperties()) {
      return (Set<String>)
          System.getProperties().computeIfAbsent(NOTED, n -> ConcurrentHashMap.newKeySet());
    }
  }

  /** Notes what {@code Authorization} carries. */
  public static void ofAuthorization(String header) {
    if (header != null) {
      note(header.substring(header.indexOf(' ') + 1));
    }
  }

  /** Notes a secret; of what has several parts the last, such as the signature of a token. */
  public static void note(String secret) {
    List<String> words = words(secret).toList();
    if (!words.isEmpty()) {
      noted().add(words.get(words.size() - 1));
    }
  }

  /** Notes what an answer gives out. */
  static void ofAnswer(Contract.Answer answer) {
    String type = answer.header("Content-Type");
    if (type != null && type.startsWith("application/json")) {
      members(answer.json(), GIVEN, Secrets::note);
      members(answer.json(), Set.of("url"), Secrets::ofAddress);
    }
  }

  /** Notes what is personal in a request, or was given before. */
  static void ofBody(Object body) {
    // Larger ones are of tests of how large they may be.
    if (body != null && !(body instanceof byte[] all && all.length > 100_000)) {
      String text = body instanceof byte[] octets ? new String(octets, UTF_8) : body.toString();
      JsonNode json = new Contract.Answer(0, Map.of(), text.getBytes(UTF_8)).json();
      members(json, PERSONAL, email -> noted().add(email.strip()));
      members(json, GIVEN, Secrets::note);
    }
  }

  private static void ofAddress(String url) {
    var preview = PREVIEW.matcher(url);
    if (preview.find()) {
      note(preview.group(1) == null ? preview.group(2) : preview.group(1));
    }
  }

  private static void members(JsonNode json, Collection<String> names, Consumer<String> note) {
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      if (names.contains(member.getKey()) && member.getValue().isTextual()) {
        note.accept(member.getValue().asText());
      }
    }
    json.forEach(inner -> members(inner, names, note));
  }

  private static Stream<String> words(String text) {
    return WORD.matcher(text).results().map(word -> word.group());
  }

  /** How many are noted. */
  public static int count() {
    return noted().size();
  }

  /** What of it stands in these lines, with the line. */
  public static Set<String> in(Stream<String> lines) {
    Set<String> secrets = noted();
    Set<String> found = new TreeSet<>();
    lines.forEach(
        line ->
            Stream.concat(words(line), EMAIL.matcher(line).results().map(email -> email.group()))
                .filter(secrets::contains)
                .forEach(secret -> found.add(secret + " in: " + line)));
    return found;
  }
}
