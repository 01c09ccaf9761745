package io.masthead.edition;

import io.masthead.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/**
 * Finds what an article is related to, in one read whose work has a bound, however many articles
 * there are: only the newest of each of its tags, authors and sections are looked at.
 */
@ApplicationScoped
class RelatedRepository {

  /** Most that are looked at of each tag, author and section, and one for the article itself. */
  private static final int OF_TAG = 21;

  private static final int OF_AUTHOR = 11;
  private static final int OF_SECTION = 41;

  /** A tag of more articles weighs as one of so many. */
  private static final int COMMON = 500;

  /**
   * A tag weighs the more the fewer articles have it, a word of the title the fewer of those looked
   * at have it. Nothing of another language comes where there is something in the article's own.
   * What was retracted is not recommended. Scores are rounded, so that equal ones go by time. What
   * is kept apart ({@code limit 1}, and {@code materialized}) is looked up row by row: the planner
   * knows neither number of rows.
   */
  private static final String RELATED =
      """
      with own as materialized (
        select e.article_id, e.lang, e.title from edition e where e.article_id = ?
      ), own_tag as materialized (
        select t.tag_id, ln(1 + %1$d.0::float8 / (
            select count(*) from (select from edition_tag n where n.tag_id = t.tag_id limit %1$d) few
          )) as weight
        from edition_tag t where t.article_id = (select article_id from own)
      ), own_author as materialized (
        select author_id from edition_author where article_id = (select article_id from own)
      ), own_section as materialized (
        select section_id, direct from edition_section where article_id = (select article_id from own)
      ), near as materialized (
        select k.article_id from own_tag o cross join lateral (
          select article_id from edition_tag where tag_id = o.tag_id
          order by published_at desc, article_id desc limit %2$d) k
        union
        select k.article_id from own_author o cross join lateral (
          select article_id from edition_author where author_id = o.author_id
          order by published_at desc, article_id desc limit %3$d) k
        union
        select k.article_id from own_section o cross join lateral (
          select article_id from edition_section where section_id = o.section_id
          order by published_at desc, article_id desc limit %4$d) k
      ), candidate as materialized (
        select n.article_id, e.lang, e.title, e.published_at from near n cross join lateral (
          select lang, title, published_at from edition where article_id = n.article_id limit 1) e
        where n.article_id <> (select article_id from own)
          and not exists (
            select from edition_correction c where c.article_id = n.article_id and c.kind = 'retraction')
      ), fitting as materialized (
        select c.* from candidate c
        where c.lang = (select lang from own)
          or not exists (select from candidate x where x.lang = (select lang from own))
      ), word as materialized (
        select f.article_id, w.word from fitting f
        cross join lateral unnest(tsvector_to_array(to_tsvector('simple', f.title))) w (word)
      ), telling as materialized (
        select word, ln((1 + (select count(*) from fitting))::float8 / count(*)) as weight from word
        where word in (
          select unnest(tsvector_to_array(to_tsvector('simple', own.title))) from own)
        group by word
      ), text as materialized (
        select w.article_id, sum(t.weight) as weight
        from word w join telling t using (word) group by w.article_id
      ), chosen as materialized (
        select f.article_id, f.published_at, round((
            coalesce((
              select sum(o.weight) from edition_tag t join own_tag o on o.tag_id = t.tag_id
              where t.article_id = f.article_id), 0)
            + 0.8 * (
              select count(*) from edition_author a join own_author o on o.author_id = a.author_id
              where a.article_id = f.article_id)
            + coalesce((
              select max(case when o.direct and s.direct then 1 when o.direct or s.direct then 0.5 else 0.25 end)
              from edition_section s join own_section o on o.section_id = s.section_id
              where s.article_id = f.article_id), 0)
            + 0.4 * coalesce((select weight from text t where t.article_id = f.article_id), 0)
          )::numeric, 6) as score
        from fitting f
        order by score desc, f.published_at desc, f.article_id desc limit ?
      )
      select given.terms, e.article_id, e.document, e.modified_at, %5$s
      from (select array(
          select tag_id from own_tag union all select author_id from own_author
          union all select section_id from own_section) as terms) given
      left join chosen on true
      left join lateral (
        select article_id, document, modified_at, section_id
        from edition where article_id = chosen.article_id limit 1) e on true
      order by chosen.score desc, chosen.published_at desc, chosen.article_id desc
      """
          .formatted(COMMON, OF_TAG, OF_AUTHOR, OF_SECTION, EditionRepository.CLOSE_AFTER_DAYS);

  /**
   * Those found, the nearest first.
   *
   * @param terms the article's tags, authors and sections, those above them too
   */
  record Found(List<UUID> terms, List<EditionRepository.Listed> articles) {}

  private record Row(List<UUID> terms, EditionRepository.Listed article) {}

  @Inject Sql sql;

  Found find(UUID article, int limit) {
    EditionRepository.Statement statement = relating(article, limit);
    List<Row> rows =
        sql.list(
            statement.sql(),
            row ->
                new Row(
                    List.of((UUID[]) row.getArray("terms").getArray()),
                    Sql.uuid(row, "article_id") == null
                        ? null
                        : new EditionRepository.Listed(
                            Sql.uuid(row, "article_id"),
                            null,
                            row.getString("document"),
                            null,
                            Sql.instant(row, "modified_at"),
                            0,
                            0,
                            row.getObject("close_after_days", Integer.class))),
            statement.values());
    return new Found(
        rows.get(0).terms(), rows.stream().map(Row::article).filter(a -> a != null).toList());
  }

  static EditionRepository.Statement relating(UUID article, int limit) {
    return new EditionRepository.Statement(RELATED, new Object[] {article, limit});
  }
}
