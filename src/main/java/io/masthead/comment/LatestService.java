package io.masthead.comment;

import io.masthead.edition.Editions;
import io.masthead.edition.Shown;
import io.masthead.http.Cursors;
import io.masthead.http.Dated;
import io.masthead.http.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The latest comments of the whole site; what hides an article's comments hides them here. */
@ApplicationScoped
public class LatestService {

  @Inject LatestRepository latest;
  @Inject Editions editions;
  @Inject Cursors cursors;

  /**
   * @param lang or null for any
   * @param section id or slug, or null for any; one that is not there has none
   */
  Dated<Page<CommentDetail>> list(String lang, String section, String cursor, int limit) {
    String language = Editions.language(lang);
    String scope = String.join("\n", "latest", "" + language, "" + section);
    Cursors.Position at = cursors.read(cursor, scope);
    Optional<UUID> chosen = section == null ? Optional.empty() : editions.section(section);
    Page<LatestRepository.Found> found =
        cursors.page(
            section != null && chosen.isEmpty()
                ? List.of()
                : latest.list(language, chosen.orElse(null), at, limit),
            limit,
            at,
            scope,
            row -> List.of(row.comment().createdAt().toString(), row.comment().id().toString()));
    Instant changed =
        found.items().stream()
            .map(LatestRepository.Found::changedAt)
            .max(Comparator.naturalOrder())
            .orElse(null);
    return new Dated<>(
        found.map(row -> CommentDetail.of(row.comment(), null).about(row.article())),
        changed,
        shown(found, section));
  }

  private static Set<String> shown(Page<LatestRepository.Found> page, String section) {
    Set<String> shown = new HashSet<>(Set.of(Shown.LATEST_COMMENTS));
    page.items().forEach(row -> shown.add(Shown.article(row.article().id())));
    if (section != null) {
      shown.add(Shown.section(section));
    }
    return shown;
  }
}
