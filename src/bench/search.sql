-- What a search of one word sends (SearchRepository), with its values in place.
\set word random(0, 49)
with recursive used (stemming) as (
  (select stemming from search_document order by stemming limit 1)
  union all
  select (select d.stemming from search_document d where d.stemming > u.stemming
    order by d.stemming limit 1)
  from used u where u.stemming is not null
), given as (
  select u.stemming, (case when u.stemming in ('kazakh', 'urdu') then 'simple' else u.stemming end)::regconfig as config, q.query, q.loose, q.in_row, q.wanted, q.begun
  from used u cross join (select lpad((:word)::text, 2, '0') as n) g join lateral (values
    ('kazakh', format('(((''topic%1$s'' | ''topic%1$s'':*)))', g.n), '', '', 'topic' || g.n, 'topic' || g.n), ('urdu', format('(((''topic%1$s'' | ''topic%1$s'':*)))', g.n), '', '', 'topic' || g.n, 'topic' || g.n), (null, format('(((''topic%1$s'' | ''topic%1$s'':*)))', g.n), format('(((''topic%1$s'' | ''topic%1$s'':*)))', g.n), '', 'topic' || g.n, 'topic' || g.n))
    as q (fold, query, loose, in_row, wanted, begun)
    on q.fold is not distinct from (case when u.stemming in ('kazakh', 'urdu') then u.stemming end)
  where u.stemming is not null
), stemmed as (
  select stemming,
    case when config = 'simple'::regconfig or loose = '' then to_tsquery(config, query)
      else to_tsquery(config, query) || to_tsquery('simple', loose) end as query,
    case when in_row <> '' then to_tsquery(config, in_row) end as in_row,
    coalesce(
      nullif(array(
        select distinct l.word from unnest(string_to_array(wanted, ' ')) as w (word)
          cross join lateral unnest(tsvector_to_array(to_tsvector(config, w.word)
            || to_tsvector('simple', w.word))) as l (word)
        where to_tsvector(config, w.word) <> ''), '{}'),
      tsvector_to_array(to_tsvector('simple', wanted))) as lexemes,
    tsvector_to_array(to_tsvector(config, begun) || to_tsvector('simple', begun)) as begun
  from given
), asked as materialized (
  select *,
    (select string_agg(quote_literal(word) || mark, ' | ')::tsquery from (
      select word, '' as mark from unnest(lexemes) as l (word)
      union all select word, ':*' from unnest(begun) as b (word)) w) as any_word
  from stemmed
), matched as materialized (
  select d.*
  from asked a cross join lateral (
    select d.article_id, d.published_at, d.stemming, d.lang, d.authors, d.sections, d.tags
    from search_document d
    where d.words @@ a.query and d.terms @> array[md5(a.stemming)::uuid] and d.published_at >= timestamptz '2000-01-01Z'
    order by d.published_at desc, d.article_id desc limit 2001) d
  order by d.published_at desc, d.article_id desc limit 2001
), ranked as materialized (
  select * from matched order by published_at desc, article_id desc limit 2000
)
, scored as (
  select r.article_id, r.relevance, f.freshness, r.relevance * f.freshness as score
  from (
    select m.article_id, m.published_at,
      ts_rank(array[0.1, 0.3, 0.6, 1.0], d.words, a.any_word)::float8
        * case when d.words @@ a.in_row then 1.5 else 1 end as relevance
    from ranked m join search_document d on d.article_id = m.article_id
      join asked a on a.stemming = m.stemming) r
  cross join lateral (
    select 1 + 1 / (1 + greatest(0, extract(epoch from (now()::timestamptz - r.published_at)))::float8
      / (30 * 86400)) as freshness) f
), page as (
  select *, row_number() over (order by score desc, article_id desc) as place
  from scored
  order by score desc, article_id desc limit 21
)
select 1 as part, 'hit' as kind, p.place, p.article_id::text as value, 0 as count,
  p.score::text as score, p.relevance, p.freshness, d.stemming, a.query::text as query,
  d.shown, d.body,
  array(
    select distinct m.place
    from unnest(d.words) l cross join unnest(l.positions) as m (place)
    where l.lexeme = any (a.lexemes)
      or exists (select from unnest(a.begun) as b (word) where starts_with(l.lexeme, b.word))
    order by m.place limit 300) as marks
from page p join search_document d on d.article_id = p.article_id
  join asked a on a.stemming = d.stemming
union all
select 2, 'total', 0, null, count(*), null, null, null, null, null, null, null, null
from matched
union all
select distinct 4, 'near', 0, w.word, 0, null::text, null::float8, null::float8, null::text,
  null::text, null::text, null::text, null::int[]
from (select place, array_agg(hash) as hashes
    from unnest('{1,1,1,1,1,1,1,1}'::int[], '{1,2,3,4,5,6,7,8}'::int[]) as g (place, hash) group by place) g
  cross join lateral (
    select d.names from search_document d
    where d.near && g.hashes and (select count(*) from matched) < 3 and d.published_at >= timestamptz '2000-01-01Z'
    order by d.published_at desc, d.article_id desc limit 50) d
  cross join lateral string_to_table(d.names, ' ') as w (word)
where length(w.word) between 6 and 8
order by part, kind, place;
