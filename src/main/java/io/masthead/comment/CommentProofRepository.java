package io.masthead.comment;

import io.masthead.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Every statement of the proof that comments are counted right, and of the repair. */
@ApplicationScoped
class CommentProofRepository {

  private static final String PUBLISHED =
      """
      select article_id, count(*) as comments from comment
      where article_id = any (?::uuid[]) and state = 'published' group by article_id
      """;

  /**
   * A path holds the ids of all above a comment; one that is too deep stands beside what it answers
   * and counts there as well.
   */
  private static final String BELOW =
      """
      with below as (
        select a.id, count(*)::int as descendants,
          (count(*) filter (where a.id = coalesce(c.in_reply_to, c.parent_id)))::int as replies
        from comment c cross join lateral (
          select encode(substring(c.path from 16 * (level - 1) + 1 for 16), 'hex')::uuid as id
          from generate_series(1, c.depth) as level
          union all
          select c.in_reply_to where c.in_reply_to is not null
        ) a
        where c.article_id = any (?::uuid[]) and c.state = 'published'
        group by a.id
      ), wrong as (
        select c.article_id, c.id, coalesce(b.descendants, 0) as descendants,
          coalesce(b.replies, 0) as replies
        from comment c left join below b on b.id = c.id
        where c.article_id = any (?::uuid[])
          and (c.descendant_count, c.reply_count)
            <> (coalesce(b.descendants, 0), coalesce(b.replies, 0))
      )
      """;

  private static final String WRONG_BELOW =
      BELOW + "select article_id, count(*) as comments from wrong group by article_id";

  private static final String SET_BELOW =
      BELOW
          + """
          update comment c set descendant_count = w.descendants, reply_count = w.replies
          from wrong w where c.id = w.id
          """;

  private static final String HOLD_THREADS =
      """
      select id from comment where article_id = any (?::uuid[]) and parent_id is null
      order by id for no key update
      """;

  @Inject Sql sql;

  /** How many comments of these articles are published; none is left out. */
  Map<UUID, Long> published(Collection<UUID> articles) {
    Map<UUID, Long> published = new HashMap<>();
    sql.list(
        PUBLISHED,
        row -> published.put(Sql.uuid(row, "article_id"), row.getLong("comments")),
        articles);
    return published;
  }

  /** How many comments of these articles have wrong numbers of what is below them. */
  Map<UUID, Integer> wrongBelow(Collection<UUID> articles) {
    Map<UUID, Integer> wrong = new HashMap<>();
    sql.list(
        WRONG_BELOW,
        row -> wrong.put(Sql.uuid(row, "article_id"), row.getInt("comments")),
        articles,
        articles);
    return wrong;
  }

  void holdThreads(Collection<UUID> articles) {
    sql.list(HOLD_THREADS, row -> 1, articles);
  }

  void setBelow(Collection<UUID> articles) {
    sql.update(SET_BELOW, articles, articles);
  }
}
