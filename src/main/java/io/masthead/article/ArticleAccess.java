package io.masthead.article;

import io.masthead.access.Caller;
import io.masthead.access.Role;
import io.masthead.http.IfMatch;
import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/**
 * Who sees a working copy, and who may work on it. Below editors one sees one's own and what one
 * signs; another's is as if it were not there.
 */
@ApplicationScoped
class ArticleAccess {

  @Inject ArticleRepository articles;
  @Inject RevisionRepository revisions;

  /**
   * @throws ProblemException 404 where the caller may not see it
   */
  Article seen(UUID id, Caller caller) {
    Article article = articles.findByIdOptional(id).orElseThrow(ProblemException::notFound);
    see(article, caller);
    return article;
  }

  /**
   * To be worked on, without being changed.
   *
   * @throws ProblemException 404 where the caller may not see it, 403 where it may not change it
   */
  Article worked(UUID id, Caller caller) {
    Article article = seen(id, caller);
    requireWork(article, caller);
    return article;
  }

  /**
   * To be changed: the row is held until the end, so that of two who saw one version one wins.
   *
   * @throws ProblemException 404 where the caller may not see it, 403 where it may not change it,
   *     412 where it is another version now
   */
  Article locked(UUID id, IfMatch match, Caller caller) {
    Article article = articles.findLocked(id).orElseThrow(ProblemException::notFound);
    see(article, caller);
    requireWork(article, caller);
    if (!match.fits(article.version)) {
      String by =
          revisions.find(id, article.version).map(revision -> revision.by().name()).orElse(null);
      throw ProblemException.stale(article.version, by);
    }
    return article;
  }

  /** What readers have, or will have without anybody looking at it again, is not a draft. */
  void requireForReaders(Article article, Caller caller) {
    if (article.isPublished() || article.isScheduled()) {
      require(caller, Role.AUTHOR);
    }
  }

  /**
   * @throws ProblemException 403
   */
  void require(Caller caller, Role role) {
    if (!caller.is(role)) {
      throw new ProblemException(ProblemType.FORBIDDEN, "The key's role does not allow this.");
    }
  }

  /** Signing alone shows a contributor the piece; to work on it takes an author. */
  private void requireWork(Article article, Caller caller) {
    if (!article.isOf(caller)) {
      require(caller, Role.AUTHOR);
    }
  }

  private void see(Article article, Caller caller) {
    boolean seen =
        caller.is(Role.EDITOR)
            || article.isOf(caller)
            || caller.authorId() != null && articles.signs(article.id, caller.authorId());
    if (!seen) {
      throw ProblemException.notFound();
    }
  }
}
