package io.masthead.article;

import io.masthead.access.Caller;
import io.masthead.edition.CorrectionService;
import io.masthead.http.Cursors;
import io.masthead.http.IfMatch;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import io.masthead.text.Text;
import io.masthead.time.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Puts right what was published: at once, whatever else of the working copy is not published. */
@ApplicationScoped
public class ArticleCorrectionService {

  /** A correction, and the version of the article that it made. */
  record Made(CorrectionDetail correction, int version) {}

  @Inject ArticleCorrectionRepository corrections;
  @Inject ArticleAccess access;
  @Inject ArticleAssembly assembly;
  @Inject RevisionService history;
  @Inject CorrectionService published;
  @Inject Cursors cursors;
  @Inject Clock clock;

  /**
   * @throws ProblemException 409 where the article was never published, or is out of use
   */
  @Transactional
  Made add(UUID id, IfMatch match, CorrectionRequest request, Caller caller) {
    Article article = access.locked(id, match, caller);
    Instant now = clock.instant();
    article.correct(caller, now);
    CorrectionDetail correction =
        new CorrectionDetail(
            Ids.next(),
            request.kind(),
            Text.prose(request.text()),
            now,
            new Revision.By(caller.keyId(), caller.name()));
    corrections.add(id, correction);
    history.record(assembly.read(article), Change.CORRECTED, caller, null);
    if (article.isPublished()) {
      published.add(id, correction.told());
    }
    return new Made(correction, article.version);
  }

  @Transactional
  Page<CorrectionDetail> list(UUID id, String cursor, int limit, Caller caller) {
    access.seen(id, caller);
    String scope = "article corrections\n" + id;
    Cursors.Position at = cursors.read(cursor, scope);
    return cursors.page(
        corrections.list(id, at, limit),
        limit,
        at,
        scope,
        c -> List.of(c.at().toString(), c.id().toString()));
  }

  @Transactional
  CorrectionDetail get(UUID id, UUID correction, Caller caller) {
    access.seen(id, caller);
    return corrections.find(id, correction).orElseThrow(ProblemException::notFound);
  }
}
