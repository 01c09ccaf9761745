package io.masthead.article;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.access.Audit;
import io.masthead.access.Caller;
import io.masthead.edition.BodyFormat;
import io.masthead.edition.Editions;
import io.masthead.http.Cursors;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
import io.masthead.time.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Links to working copies: made and revoked by whoever works on one, opened by whoever has it. */
@ApplicationScoped
public class PreviewService {

  private static final String AUDITED = "preview";
  private static final int A_DAY = 86_400;

  @Inject PreviewRepository previews;
  @Inject PreviewTokens tokens;
  @Inject PreviewAddresses addresses;
  @Inject ArticleRepository articles;
  @Inject ArticleAccess access;
  @Inject ArticleAssembly assembly;
  @Inject Editions editions;
  @Inject Audit audit;
  @Inject Cursors cursors;
  @Inject Clock clock;

  /**
   * @throws ProblemException 409 where it lies in the bin or was taken down
   */
  @Transactional
  Preview create(UUID article, PreviewRequest request, Caller caller) {
    if (!access.worked(article, caller).isAtHand()) {
      throw new ProblemException(
          ProblemType.ILLEGAL_TRANSITION, "What is in the bin or was taken down has no preview.");
    }
    Instant now = clock.instant();
    int seconds = request.expiresIn() == null ? A_DAY : request.expiresIn();
    PreviewRepository.Row row =
        new PreviewRepository.Row(Ids.next(), now, caller.keyId(), now.plusSeconds(seconds));
    previews.forget(article, now);
    previews.add(article, row);
    audit.changed(caller, AUDITED, row.id(), "created", null, trace(article, row));
    return preview(row);
  }

  @Transactional
  Page<Preview> list(UUID article, String cursor, int limit, Caller caller) {
    access.worked(article, caller);
    String scope = "previews\n" + article;
    Cursors.Position at = cursors.read(cursor, scope);
    return cursors
        .page(
            previews.list(article, clock.instant(), at, limit),
            limit,
            at,
            scope,
            row -> List.of(row.id().toString()))
        .map(this::preview);
  }

  @Transactional
  Preview get(UUID article, UUID id, Caller caller) {
    access.worked(article, caller);
    return previews
        .find(article, id, clock.instant())
        .map(this::preview)
        .orElseThrow(ProblemException::notFound);
  }

  /** The link opens nothing from this commit on. */
  @Transactional
  void revoke(UUID article, UUID id, Caller caller) {
    access.worked(article, caller);
    Instant now = clock.instant();
    PreviewRepository.Row row =
        previews.find(article, id, now).orElseThrow(ProblemException::notFound);
    if (!previews.revoke(article, id, now)) {
      throw ProblemException.notFound();
    }
    audit.changed(caller, AUDITED, id, "revoked", trace(article, row), null);
  }

  /** What readers would get if the working copy were published as it is; nothing for no token. */
  @Transactional
  Optional<ObjectNode> look(String token, BodyFormat format) {
    Instant now = clock.instant();
    return previews
        .article(tokens.open(token), now)
        .flatMap(articles::findByIdOptional)
        .filter(Article::isAtHand)
        .map(article -> editions.shown(assembly.preview(assembly.read(article), now), format));
  }

  /** What the audit list tells of a link: not the link. */
  private static Map<String, Object> trace(UUID article, PreviewRepository.Row row) {
    return Map.of("article", article, "expiresAt", row.expiresAt());
  }

  private Preview preview(PreviewRepository.Row row) {
    return new Preview(
        row.id(),
        addresses.of(tokens.issue(row.id())),
        row.createdAt(),
        row.createdBy(),
        row.expiresAt());
  }
}
