package io.masthead.article;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.access.Caller;
import io.masthead.http.Cursors;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** The history of articles: every version, as it was written, and what lies between two. */
@ApplicationScoped
public class RevisionService {

  @Inject RevisionRepository revisions;
  @Inject ArticleRepository articles;
  @Inject ArticleAccess access;
  @Inject ArticleAssembly assembly;
  @Inject ObjectMapper json;
  @Inject Cursors cursors;

  @Transactional
  Page<Revision> list(UUID id, String cursor, int limit, Caller caller) {
    access.seen(id, caller);
    String scope = "revisions\n" + id;
    Cursors.Position at = cursors.read(cursor, scope);
    return cursors.page(
        revisions.list(id, at, limit), limit, at, scope, r -> List.of("" + r.number()));
  }

  @Transactional
  RevisionDetail get(UUID id, int number, Caller caller) {
    access.seen(id, caller);
    return held(id, number);
  }

  /** From the one to the other, whichever is the older. */
  @Transactional
  RevisionDiff diff(UUID id, int from, int to, Caller caller) {
    Article article = access.seen(id, caller);
    ObjectNode before = written(id, from);
    ObjectNode after = written(id, to);
    return new RevisionDiff(
        from,
        to,
        Differ.members(before, after),
        Differ.bodies(assembly.body(before), assembly.body(after), article.lang));
  }

  /** What an editor had written then, as it would be sent again. */
  ObjectNode written(UUID id, int number) {
    return held(id, number).article();
  }

  private RevisionDetail held(UUID id, int number) {
    Revision revision = revisions.find(id, number).orElseThrow(ProblemException::notFound);
    return revisions
        .content(id, number)
        .map(content -> new RevisionDetail(revision, ArticleAssembly.tree(json, content)))
        .orElseThrow(ProblemException::notFound);
  }

  void record(ArticleAssembly.Reading reading, Change change, Caller caller, String note) {
    record(reading, change, new Revision.By(caller.keyId(), caller.name()), note);
  }

  void record(ArticleAssembly.Reading reading, Change change, Revision.By by, String note) {
    Article article = reading.article;
    articles.flush();
    revisions.add(
        article.id,
        new Revision(article.version, article.modifiedAt, by, change, article.state(), note),
        assembly.writable(reading).toString());
  }

  /** The members in which the working copy of a published article is ahead of what readers get. */
  List<String> unpublished(ArticleAssembly.Reading reading) {
    Article article = reading.article;
    if (!article.isPublished() || !article.hasUnpublishedChanges()) {
      return null;
    }
    return revisions
        .content(article.id, article.publishedVersion)
        .map(
            published ->
                Differ.names(ArticleAssembly.tree(json, published), assembly.writable(reading)))
        .orElse(null);
  }
}
