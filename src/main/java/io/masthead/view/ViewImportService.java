package io.masthead.view;

import io.masthead.access.Actor;
import io.masthead.access.Audit;
import io.masthead.access.Caller;
import io.masthead.edition.Editions;
import io.masthead.http.Fault;
import io.masthead.http.ProblemException;
import io.masthead.text.Language;
import io.masthead.text.Text;
import io.masthead.view.ViewImportRepository.Key;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Takes in what other systems had counted. A number has its place by source, article and day;
 * another one for the same place replaces it, and the article's total changes by the difference.
 */
@ApplicationScoped
public class ViewImportService {

  private static final LocalDate EARLIEST = LocalDate.EPOCH;

  /** More than these are not told where nothing went in. */
  private static final int MOST_FAULTS = 100;

  @Inject ViewImportRepository imports;
  @Inject Editions editions;
  @Inject Audit audit;
  @Inject Clock clock;

  private record Wrong(String member, String code, String detail) {}

  /**
   * @throws ProblemException 422 where there are rows and all are wrong
   */
  @Transactional
  ViewImportResult add(ViewImportRequest request, Caller caller) {
    List<ViewImportRequest.Row> rows = request.rows();
    LocalDate today = ViewLedger.day(clock.instant());
    TreeMap<Integer, Wrong> wrong = new TreeMap<>();
    Map<Integer, Editions.Ref> refs = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Wrong fault = fault(rows.get(i), today);
      if (fault == null) {
        refs.put(i, new Editions.Ref(rows.get(i).article(), rows.get(i).lang()));
      } else {
        wrong.put(i, fault);
      }
    }
    Map<Key, Long> given = given(rows, refs, wrong);
    if (given.isEmpty() && !rows.isEmpty()) {
      throw refusal(wrong);
    }
    int imported = write(Text.line(request.source()), given, caller);
    return new ViewImportResult(
        imported,
        given.size() - imported,
        wrong.entrySet().stream()
            .map(
                e ->
                    new ViewImportResult.Rejected(
                        e.getKey(), e.getValue().code(), e.getValue().detail()))
            .toList());
  }

  private static Wrong fault(ViewImportRequest.Row row, LocalDate today) {
    if (row == null) {
      return new Wrong(null, "required", "a row is wanted");
    }
    if (row.article() == null || row.article().isBlank()) {
      return new Wrong("article", "required", "an article is wanted");
    }
    if (Text.length(row.article()) > ViewImportRequest.MAX_ARTICLE) {
      return new Wrong(
          "article",
          "too_long",
          "at most " + ViewImportRequest.MAX_ARTICLE + " characters are accepted");
    }
    if (row.lang() != null && Text.length(row.lang()) > ViewImportRequest.MAX_LANG) {
      return new Wrong(
          "lang", "too_long", "at most " + ViewImportRequest.MAX_LANG + " characters are accepted");
    }
    if (row.lang() != null && Language.canonical(row.lang()).isEmpty()) {
      return new Wrong("lang", "invalid_format", "a language tag is wanted");
    }
    if (row.views() == null) {
      return new Wrong("views", "required", "a number of views is wanted");
    }
    if (row.views() < 0 || row.views() > ViewImportRequest.MOST_VIEWS) {
      return new Wrong(
          "views", "out_of_range", "between 0 and " + ViewImportRequest.MOST_VIEWS + " is wanted");
    }
    if (row.day() != null && (row.day().isBefore(EARLIEST) || row.day().isAfter(today))) {
      return new Wrong("day", "out_of_range", "a day from 1970 to today is wanted");
    }
    return null;
  }

  /** The numbers of the rows that are right; those that are not go to {@code wrong}. */
  private Map<Key, Long> given(
      List<ViewImportRequest.Row> rows,
      Map<Integer, Editions.Ref> refs,
      Map<Integer, Wrong> wrong) {
    Map<Editions.Ref, UUID> articles = editions.everPublished(new HashSet<>(refs.values()));
    Map<Key, Long> given = new LinkedHashMap<>();
    refs.forEach(
        (i, ref) -> {
          UUID article = articles.get(ref);
          if (article == null) {
            wrong.put(i, new Wrong("article", "not_found", "no such article was ever published"));
            return;
          }
          Key key = new Key(article, rows.get(i).day());
          if (given.containsKey(key)) {
            wrong.put(i, new Wrong(null, "not_unique", "a row before it has this article and day"));
          } else {
            given.put(key, rows.get(i).views());
          }
        });
    return given;
  }

  /** Gives how many are new or other than before. */
  private int write(String source, Map<Key, Long> given, Caller caller) {
    if (given.isEmpty()) {
      return 0;
    }
    // Whoever holds the totals is alone with these articles' imports.
    Map<UUID, Long> stood =
        editions.holdViews(given.keySet().stream().map(Key::article).distinct().toList());
    Map<UUID, Long> totals = new HashMap<>(stood);
    Map<Key, Long> before = imports.read(source, given.keySet());
    Map<Key, Long> changed = new LinkedHashMap<>();
    given.forEach(
        (key, views) -> {
          if (!views.equals(before.get(key))) {
            changed.put(key, views);
            totals.merge(key.article(), views - before.getOrDefault(key, 0L), Long::sum);
          }
        });
    if (!changed.isEmpty()) {
      imports.write(source, changed);
      editions.setViews(totals);
      audit.changed(
          Actor.of(caller),
          "article",
          "views_imported",
          changed.keySet().stream()
              .map(Key::article)
              .distinct()
              .map(
                  article ->
                      new Audit.Item(
                          article,
                          Map.of("views", stood.getOrDefault(article, 0L)),
                          Map.of("views", totals.get(article), "source", source)))
              .toList());
    }
    return changed.size();
  }

  private static ProblemException refusal(Map<Integer, Wrong> wrong) {
    List<Fault> faults = new ArrayList<>();
    wrong.forEach(
        (i, fault) -> {
          if (faults.size() < MOST_FAULTS) {
            String member = fault.member() == null ? "" : "/" + fault.member();
            faults.add(Fault.at("/rows/" + i + member, fault.code(), fault.detail()));
          }
        });
    return ProblemException.validation(faults);
  }
}
