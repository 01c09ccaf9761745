package io.masthead.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.masthead.edition.Editions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What is read now: the views of each hour, halved with every half-life that has gone since, of
 * articles that were published lately. A question is worked out at most once a minute and once at a
 * time; which of its articles are still published is looked up each time.
 */
@ApplicationScoped
public class TrendingService {

  private static final Duration KEPT = Duration.ofSeconds(60);
  private static final int QUESTIONS = 1_000;

  /** Fewer views are chance. */
  private static final int LEAST_VIEWS = 5;

  /** Before so many half-lives a view counts for so little that its day is time enough. */
  private static final int HALF_LIVES_BY_HOUR = 8;

  @Inject ViewReportRepository reports;
  @Inject Editions editions;
  @Inject Clock clock;

  /** What is asked for; section and language may be null. */
  record Question(
      TrendingWindow window,
      String section,
      String lang,
      int limit,
      int halfLife,
      int publishedWithin) {}

  /** Articles as lists show them, each with its score and views, as of a time. */
  record Trending(List<ObjectNode> items, Instant asOf) {}

  private record Ranking(List<ViewReportRepository.Scored> first, Instant asOf) {}

  private final Cache<Question, Ranking> rankings =
      Caffeine.newBuilder().maximumSize(QUESTIONS).expireAfterWrite(KEPT).build();

  Trending answer(Question question) {
    AtomicReference<Map<UUID, ObjectNode>> fresh = new AtomicReference<>();
    Ranking ranking = rankings.get(question, asked -> rank(asked, fresh));
    Map<UUID, ObjectNode> documents = fresh.get();
    if (documents == null) {
      List<UUID> ids = ranking.first().stream().map(ViewReportRepository.Scored::article).toList();
      documents =
          ids.isEmpty() ? Map.of() : editions.inOrder(ids, null, null, null, question.limit());
    }
    List<ObjectNode> items = new ArrayList<>();
    for (ViewReportRepository.Scored scored : ranking.first()) {
      ObjectNode document = documents.get(scored.article());
      if (document != null) {
        items.add(document.put("score", scored.score()).put("views", scored.views()));
      }
    }
    return new Trending(items, ranking.asOf());
  }

  /** By whole minutes, so that replicas that work it out in one have the same. */
  private Ranking rank(Question asked, AtomicReference<Map<UUID, ObjectNode>> documents) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    LocalDate hoursFrom =
        ViewLedger.day(now.minus(Duration.ofHours((long) HALF_LIVES_BY_HOUR * asked.halfLife())));
    List<ViewReportRepository.Scored> scored =
        reports.trending(
            now, now.minus(asked.window().length), hoursFrom, asked.halfLife(), LEAST_VIEWS);
    documents.set(
        scored.isEmpty()
            ? Map.of()
            : editions.inOrder(
                scored.stream().map(ViewReportRepository.Scored::article).toList(),
                asked.section(),
                asked.lang(),
                now.minus(Duration.ofDays(asked.publishedWithin())),
                asked.limit()));
    return new Ranking(
        scored.stream().filter(s -> documents.get().containsKey(s.article())).toList(), now);
  }
}
