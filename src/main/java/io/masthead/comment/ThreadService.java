package io.masthead.comment;

import io.masthead.edition.Editions;
import io.masthead.edition.PublishedArticle;
import io.masthead.http.Cursors;
import io.masthead.http.Dated;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What readers see of comments. Whatever is asked, an article that is not published hides them all.
 */
@ApplicationScoped
public class ThreadService {

  /** Most comments above one that its context shows. */
  private static final int MAX_CONTEXT = 200;

  /** How many replies a thread holds where nobody says. */
  static final int USUAL_REPLIES = 3;

  @Inject ThreadRepository threads;
  @Inject Editions editions;
  @Inject Cursors cursors;

  /**
   * Which page of which list.
   *
   * @param guest hash of the token of the guest who asks, or null
   */
  record Query(
      CommentSort sort,
      CommentLayout layout,
      int repliesLimit,
      String cursor,
      int limit,
      boolean withTotal,
      byte[] guest) {

    boolean isTree() {
      return layout == CommentLayout.TREE;
    }
  }

  /** A page of an article's comments, in three reads however deep they go. */
  Dated<Page<CommentDetail>> list(String ref, String lang, Query query) {
    return list(editions.find(ref, lang), query);
  }

  /** The page that everybody gets who asks for nothing else, in two reads. */
  Dated<Page<CommentDetail>> firstPage(PublishedArticle article) {
    return list(
        article,
        new Query(
            CommentSort.OLDEST,
            CommentLayout.TREE,
            USUAL_REPLIES,
            null,
            Page.USUAL_LIMIT,
            false,
            null));
  }

  private Dated<Page<CommentDetail>> list(PublishedArticle found, Query query) {
    UUID article = found.id();
    String scope =
        String.join("\n", "comments", "" + article, "" + query.layout(), "" + query.sort());
    Cursors.Position at = cursors.read(query.cursor(), scope);
    Page<CommentRow> rows =
        cursors.page(
            found.hasCommentsOff()
                ? List.of()
                : threads.list(
                    article, query.isTree(), query.sort(), at, query.limit(), query.guest()),
            query.limit(),
            at,
            scope,
            row -> key(row, query.sort()));
    Map<UUID, List<CommentRow>> replies =
        query.isTree()
            ? replies(article, rows.items(), query.repliesLimit(), query.guest())
            : Map.of();
    Page<CommentDetail> page =
        rows.map(
            row ->
                CommentDetail.of(
                    row,
                    query.isTree()
                        ? tree(row, replies.get(row.id()), query.repliesLimit())
                        : null));
    if (query.withTotal()) {
      page =
          page.withTotal(
              found.hasCommentsOff() ? 0 : threads.count(article, query.isTree(), query.guest()));
    }
    return new Dated<>(page, found.changedAt(), found.shownWithComments());
  }

  private static List<String> key(CommentRow row, CommentSort sort) {
    return sort == CommentSort.TOP
        ? List.of("" + row.likes(), row.id().toString())
        : List.of(row.id().toString());
  }

  private Map<UUID, List<CommentRow>> replies(
      UUID article, List<CommentRow> tops, int limit, byte[] guest) {
    List<UUID> answered =
        tops.stream()
            .filter(row -> guest != null || row.descendantCount() > 0)
            .map(CommentRow::id)
            .toList();
    Map<UUID, List<CommentRow>> replies = new LinkedHashMap<>();
    if (limit > 0 && !answered.isEmpty()) {
      for (CommentRow row : threads.firstReplies(article, answered, limit + 1, guest)) {
        replies.computeIfAbsent(row.thread(), t -> new ArrayList<>()).add(row);
      }
    }
    return replies;
  }

  /** The first rows in reading order hold the parent of each of them, so they make a tree. */
  private CommentDetail.Replies tree(CommentRow top, List<CommentRow> rows, int limit) {
    String scope = scopeOfReplies(top.id());
    if (rows == null) {
      boolean more = top.descendantCount() > 0;
      return new CommentDetail.Replies(
          List.of(), more ? cursors.after(scope, List.of(top.id().toString())) : null);
    }
    Page<CommentRow> first =
        cursors.page(rows, limit, null, scope, row -> List.of(row.id().toString()));
    Map<UUID, List<CommentRow>> children = new LinkedHashMap<>();
    for (CommentRow row : first.items()) {
      children.computeIfAbsent(row.parentId(), p -> new ArrayList<>()).add(row);
    }
    return new CommentDetail.Replies(nest(top.id(), children), first.page().next());
  }

  private static List<CommentDetail> nest(UUID parent, Map<UUID, List<CommentRow>> children) {
    return children.getOrDefault(parent, List.of()).stream()
        .map(
            row -> CommentDetail.of(row, new CommentDetail.Replies(nest(row.id(), children), null)))
        .toList();
  }

  /** One comment, on demand with what stands above it. */
  Dated<CommentDetail> get(UUID id, boolean withContext, byte[] guest) {
    Dated<CommentDetail> comment = visible(id, guest).map(row -> CommentDetail.of(row, null));
    return withContext ? comment.map(detail -> detail.in(context(id))) : comment;
  }

  private List<CommentDetail> context(UUID id) {
    return threads.context(id, MAX_CONTEXT).stream()
        .map(row -> CommentDetail.of(row, null))
        .toList();
  }

  /**
   * A comment that readers see, and no tombstone.
   *
   * @throws ProblemException 404, or 410 where its article was taken down
   */
  CommentRow shown(UUID id) {
    CommentRow row = visible(id, null).shown();
    if (row.state() != CommentState.PUBLISHED) {
      throw ProblemException.notFound();
    }
    return row;
  }

  /** What stands below a comment, flat and in reading order. */
  Dated<Page<CommentDetail>> replies(UUID id, String cursor, int limit, byte[] guest) {
    Dated<CommentRow> top = visible(id, guest);
    String scope = scopeOfReplies(id);
    Cursors.Position given = cursors.read(cursor, scope);
    // A thread that was shown without replies points behind the comment itself.
    boolean isStart = given != null && given.key().get(0).equals(id.toString());
    Cursors.Position at = isStart ? null : given;
    Page<CommentRow> page =
        cursors.page(
            threads.replies(id, at, limit, guest),
            limit,
            at,
            scope,
            row -> List.of(row.id().toString()));
    return top.map(row -> page.map(reply -> CommentDetail.of(reply, null)));
  }

  private Dated<CommentRow> visible(UUID id, byte[] guest) {
    CommentRow row = threads.find(id, guest).orElseThrow(ProblemException::notFound);
    PublishedArticle article = editions.find(row.articleId().toString(), null);
    if (article.hasCommentsOff()) {
      throw ProblemException.notFound();
    }
    return new Dated<>(row, article.changedAt(), article.shownWithComments());
  }

  private static String scopeOfReplies(UUID comment) {
    return "replies\n" + comment;
  }
}
