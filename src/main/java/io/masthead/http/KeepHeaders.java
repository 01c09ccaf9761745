package io.masthead.http;

import io.masthead.cache.CacheTags;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** What browsers and shared caches are told of a delivery answer: how long, and what it shows. */
@Singleton
class KeepHeaders {

  private final Map<AnswerKind, String> controls = new EnumMap<>(AnswerKind.class);
  private final Map<AnswerKind, Integer> ages = new EnumMap<>(AnswerKind.class);
  private final Set<TagHeader> tagged;

  @Inject
  KeepHeaders(HttpConfig config) {
    for (AnswerKind kind : AnswerKind.values()) {
      HttpConfig.Freshness said = kind.in(config);
      ages.put(kind, said.maxAge().orElse(config.maxAge()));
      controls.put(kind, control(config, said, ages.get(kind)));
    }
    tagged = config.cacheTags().orElse(Set.of());
  }

  private static String control(HttpConfig config, HttpConfig.Freshness said, int age) {
    StringBuilder control = new StringBuilder("public, max-age=").append(age);
    OptionalInt shared =
        said.sharedMaxAge().isPresent() ? said.sharedMaxAge() : config.sharedMaxAge();
    shared.ifPresent(seconds -> control.append(", s-maxage=").append(seconds));
    control
        .append(", stale-while-revalidate=")
        .append(said.staleWhileRevalidate().orElse(config.staleWhileRevalidate()))
        .append(", stale-if-error=")
        .append(said.staleIfError().orElse(config.staleIfError()));
    return control.toString();
  }

  /** The {@code Cache-Control} of answers of a kind. */
  String control(AnswerKind kind) {
    return controls.get(kind);
  }

  /** That of a move, which nobody may show once it is over. */
  String controlOfMove(AnswerKind kind) {
    return "public, max-age=" + ages.get(kind);
  }

  /** The headers with the tags of an answer that shows this, by name. */
  Map<String, String> tags(Collection<String> shown) {
    if (tagged.isEmpty() || shown.isEmpty()) {
      return Map.of();
    }
    List<String> tags = CacheTags.of(shown);
    Map<String, String> headers = new LinkedHashMap<>();
    tagged.forEach(header -> headers.put(header.header, header.value(tags)));
    return headers;
  }
}
