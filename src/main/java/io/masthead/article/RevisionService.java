package io.masthead.article;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.access.Actor;
import io.masthead.access.Audit;
import io.masthead.access.Caller;
import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.masthead.http.Json;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The history of articles: every version, as it was written, and what lies between two. */
@ApplicationScoped
public class RevisionService {

  @Inject RevisionRepository revisions;
  @Inject Sql sql;
  @Inject ArticleRepository articles;
  @Inject ArticleAccess access;
  @Inject ArticleAssembly assembly;
  @Inject Audit audit;
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
        .map(content -> new RevisionDetail(revision, Json.object(json, content)))
        .orElseThrow(ProblemException::notFound);
  }

  void record(ArticleAssembly.Reading reading, Change change, Caller caller, String note) {
    record(reading, change, Actor.of(caller), note, null);
  }

  /** Writes a version into the history and the audit list: a move, or a first version. */
  void record(ArticleAssembly.Reading reading, Change change, Actor by, String note) {
    record(reading, change, by, note, null);
  }

  /**
   * The same of a change of what an editor writes.
   *
   * @param before what was written until now, or null where that did not change
   */
  void record(
      ArticleAssembly.Reading reading, Change change, Actor by, String note, ObjectNode before) {
    articles.flush();
    Sql.Together recording = sql.together();
    record(reading, change, by, note, before, recording);
    recording.run();
  }

  /**
   * Writes versions of several articles, each the same move, by one journey to the database.
   *
   * @param by who moved each, in their order
   */
  void record(List<ArticleAssembly.Reading> readings, Change change, List<Actor> by) {
    articles.flush();
    Sql.Together recording = sql.together();
    for (int i = 0; i < readings.size(); i++) {
      record(readings.get(i), change, by.get(i), null, null, recording);
    }
    recording.run();
  }

  private void record(
      ArticleAssembly.Reading reading,
      Change change,
      Actor by,
      String note,
      ObjectNode before,
      Sql.Together recording) {
    Article article = reading.article;
    ObjectNode written = assembly.writable(reading);
    revisions.add(
        article.id,
        new Revision(
            article.version,
            article.modifiedAt,
            new Revision.By(by.key(), by.name()),
            change,
            article.state(),
            note),
        written.toString(),
        recording);
    Article.Standing stood = article.stood();
    boolean rewritten = stood == null || before != null;
    audit.changed(
        by,
        "article",
        change.name().toLowerCase(Locale.ROOT),
        List.of(
            new Audit.Item(
                article.id,
                stood == null ? null : trace(stood, before, written),
                trace(article.standing(), rewritten ? written : null, before))),
        recording);
    article.remember();
  }

  /** A body is long, and kept in the history: of one that changed only its revision is told. */
  private ObjectNode trace(Article.Standing standing, ObjectNode written, ObjectNode other) {
    ObjectNode trace = json.valueToTree(standing);
    if (written != null) {
      trace.setAll(written);
      trace.remove(List.of("body", "bodyFormat"));
      if (written.has("body")
          && (other == null || !written.get("body").equals(other.get("body")))) {
        trace.putObject("body").put("revision", standing.version());
      }
    }
    return trace;
  }

  /** The members in which the working copy of a published article is ahead of what readers get. */
  List<String> unpublished(ArticleAssembly.Reading reading) {
    Article article = reading.article;
    if (!article.isPublished() || !article.hasUnpublishedChanges()) {
      return null;
    }
    return revisions
        .content(article.id, article.publishedVersion)
        .map(published -> Differ.names(Json.object(json, published), assembly.writable(reading)))
        .orElse(null);
  }
}
