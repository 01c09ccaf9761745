package io.masthead.edition;

import io.masthead.http.AnswerKind;
import io.masthead.http.DeliveryAnswer;
import io.masthead.http.Fields;
import io.masthead.http.Names;
import io.masthead.http.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

/** Answers a reader who asks for authors, sections or tags; the three are asked for alike. */
@ApplicationScoped
class TermAnswers {

  @Inject TermQueries terms;
  @Inject DeliveryAnswer answer;

  /** A page, dated by the latest change of a term on it. */
  Response list(TermQueries.Kind kind, TermPageParameters asked) {
    return list(kind, TermQueries.Order.byName(kind), asked);
  }

  /** The same in another order. */
  Response list(TermQueries.Kind kind, TermQueries.Order order, TermPageParameters asked) {
    Page<TermQueries.Term> page =
        terms.list(kind, order, withCounts(asked.include), asked.cursor, asked.limit, asked.total);
    Instant latest =
        page.items().stream()
            .map(TermQueries.Term::modifiedAt)
            .max(Comparator.naturalOrder())
            .orElse(null);
    show(kind, asked.include);
    return answer.page(page.map(TermQueries.Term::document), Fields.ALL, latest);
  }

  /** The term, or 308 where the slug is a former one or spelled otherwise. */
  Response get(TermQueries.Kind kind, String ref, String include) {
    TermQueries.Term found = terms.get(kind, ref, withCounts(include));
    show(kind, include);
    return found.standsUnder(ref)
        ? answer.dated(found.document(), found.modifiedAt())
        : answer.moved("/api/v1/" + kind.term.word() + "s/", found.slug(), Map.of());
  }

  private void show(TermQueries.Kind kind, String include) {
    answer.as(AnswerKind.TERM).showing(kind.term.plural());
    if (withCounts(include)) {
      answer.showing(PlaceChanges.counts(kind.term)).counting();
    }
  }

  private static boolean withCounts(String include) {
    return Names.of(include).contains("counts");
  }
}
