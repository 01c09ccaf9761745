package io.masthead.edition;

import io.masthead.database.Sql;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/**
 * Adds up how many articles and views there are under each term, a second behind what is noted of
 * them ({@code term_move}, {@code term_view}), on whichever replica comes first. Whatever of it is
 * added up, the sum and what is still noted make what is true: views are those of the terms under
 * which an article is known to stand, and it takes the others along when it moves.
 */
@ApplicationScoped
class TermTotalService {

  /** Held to the end of the transaction; whoever does not get it leaves the work to who did. */
  private static final String LOCK = "select pg_try_advisory_xact_lock(hashtext('term totals'))";

  private static final int AT_ONCE = 10_000;

  private static final String ADD =
      """
      insert into term_count (kind, term_id, articles, views)
      select kind, term_id, sum(articles), sum(views) from added group by kind, term_id
      having sum(articles) <> 0 or sum(views) <> 0
      on conflict (kind, term_id) do update set
        articles = term_count.articles + excluded.articles, views = term_count.views + excluded.views
      """;

  private static final String ADD_MOVES =
      """
      with moved as (
        delete from term_move where ctid = any (array(select ctid from term_move limit ?))
        returning kind, term_id, article_id, by),
      added as (
        select m.kind, m.term_id, m.by as articles,
          m.by * (coalesce(c.views, 0) - (
            select coalesce(sum(v.by), 0) from term_view v where v.article_id = m.article_id)) as views
        from moved m left join edition_count c on c.article_id = m.article_id),
      done as (%s)
      select count(*) from moved
      """
          .formatted(ADD);

  /** Those of articles whose moves are not added up wait for these. */
  private static final String ADD_VIEWS =
      """
      with viewed as (
        delete from term_view where ctid = any (array(
          select v.ctid from term_view v
          where not exists (select from term_move m where m.article_id = v.article_id) limit ?))
        returning article_id, by),
      by_article as (select article_id, sum(by) as by from viewed group by article_id),
      added as (
        select 'author' as kind, k.author_id as term_id, 0 as articles, v.by as views
        from by_article v join edition_author k on k.article_id = v.article_id
        union all
        select 'section', k.section_id, 0, v.by
        from by_article v join edition_section k on k.article_id = v.article_id
        union all
        select 'tag', k.tag_id, 0, v.by
        from by_article v join edition_tag k on k.article_id = v.article_id),
      done as (%s)
      select count(*) from viewed
      """
          .formatted(ADD);

  @Inject Sql sql;

  @Scheduled(
      every = "1s",
      identity = "add-up-terms",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void addUp() {
    boolean more = true;
    while (more) {
      more = addSome();
    }
  }

  /** Gives whether there may be more. */
  @Transactional
  boolean addSome() {
    if (!sql.first(LOCK, row -> row.getBoolean(1)).orElseThrow()) {
      return false;
    }
    return add(ADD_MOVES) | add(ADD_VIEWS);
  }

  private boolean add(String noted) {
    return sql.first(noted, row -> row.getLong(1), AT_ONCE).orElse(0L) == AT_ONCE;
  }
}
