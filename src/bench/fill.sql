-- :n copies of the article :'id', a minute apart, under 99 authors, 20 sections in a tree of two
-- levels and 2,000 tags, of which a few are everywhere and most are rare, in four languages.
create function pg_temp.share(n bigint, seed bigint) returns float8 language sql immutable as
  $$ select (hashint8extended(n, seed) & 1048575) / 1048576.0::float8 $$;
create function pg_temp.id(kind text, n bigint) returns uuid language sql immutable as
  $$ select (kind || lpad(to_hex(n), 8, '0') || '7000800000000000')::uuid $$;

insert into author (id, version, slug, name, sort_name, kind, links, created_at, modified_at)
select pg_temp.id('0190aaaa', n), 1, 'author-' || n, 'Author ' || n, 'Author ' || n, 'staff', '[]', now(), now()
from generate_series(1, 99) n;
insert into section (id, version, slug, name, parent_id, created_at, modified_at)
select pg_temp.id('0190bbbb', n), 1, 'section-' || n, 'Section ' || n,
  case when n > 4 then pg_temp.id('0190bbbb', 1 + n % 4) end, now(), now()
from generate_series(1, 20) n;
insert into tag (id, version, slug, name, created_at, modified_at)
select pg_temp.id('0190cccc', n), 1, 'tag-' || n, 'Tag ' || n, now(), now() from generate_series(1, 2000) n;

create temporary table copy as
select n, pg_temp.id('01900000', :n - n) as id, clock.now - n * interval '1 minute' as at,
  case when n % 1000 = 0 then 'ur' when n % 10 < 7 then 'en' when n % 10 < 9 then 'kk' else 'ru' end as lang,
  'The ' || words.one || ' of ' || words.other || ', ' || n as title,
  1 + floor(99 * pg_temp.share(n, 1) ^ 2)::int as author, 5 + floor(16 * pg_temp.share(n, 2) ^ 2)::int as section,
  array[1 + floor(2000 * pg_temp.share(n, 3) ^ 3)::int, 1 + floor(2000 * pg_temp.share(n, 4) ^ 3)::int,
    1 + floor(2000 * pg_temp.share(n, 5) ^ 3)::int] as tags
from generate_series(1, :n::bigint) n
cross join (select now()) clock (now)
cross join lateral (select 'word' || floor(3000 * pg_temp.share(n, 6) ^ 2), 'word' || floor(3000 * pg_temp.share(n, 7) ^ 2)) words (one, other);

insert into article
select (jsonb_populate_record(a, jsonb_build_object('id', c.id, 'slug', 'copy-' || c.n, 'title', c.title, 'lang', c.lang))).*
from article a cross join copy c where a.id = :'id';

insert into edition (article_id, revision, lang, slug, title, published_at, first_published_at,
  modified_at, sort_updated_at, pinned_until, section_id, comment_mode, comment_moderation, document, blocks, html, plain)
select c.id, nextval('edition_revision'), c.lang, 'copy-' || c.n, c.title, c.at, c.at, c.at,
  c.at + interval '1 day' * (10 * pg_temp.share(c.n, 8)), case when c.n % 5000 = 0 then timestamptz '2099-01-01Z' end,
  pg_temp.id('0190bbbb', c.section), comment_mode, comment_moderation,
  (document::jsonb || jsonb_build_object('id', c.id, 'slug', 'copy-' || c.n, 'title', c.title, 'lang', c.lang,
    'kicker', 'Topic' || lpad((c.n % 50)::text, 2, '0'),
    'publishedAt', to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS".000Z"'),
    'section', jsonb_build_object('id', pg_temp.id('0190bbbb', c.section), 'slug', 'section-' || c.section, 'name', 'Section ' || c.section),
    'tags', (select jsonb_agg(jsonb_build_object('id', pg_temp.id('0190cccc', t), 'slug', 'tag-' || t, 'name', 'Tag ' || t)) from (select distinct unnest(c.tags)) d (t)),
    'bylines', jsonb_build_array(jsonb_build_object('name', 'Author ' || c.author, 'role', 'writer', 'kind', 'staff', 'author',
      jsonb_build_object('id', pg_temp.id('0190aaaa', c.author), 'slug', 'author-' || c.author, 'name', 'Author ' || c.author)))))::text,
  blocks, html, plain || ' ' || c.title
from edition cross join copy c where article_id = :'id';

insert into edition_slug (lang, slug, article_id) select lang, 'copy-' || n, id from copy;
insert into edition_author (author_id, published_at, article_id) select pg_temp.id('0190aaaa', author), at, id from copy;
insert into edition_tag (tag_id, published_at, article_id)
select pg_temp.id('0190cccc', t), at, id from copy cross join lateral (select distinct unnest(tags)) d (t);
insert into edition_section (section_id, published_at, article_id, direct)
select pg_temp.id('0190bbbb', section), at, id, true from copy
union all select pg_temp.id('0190bbbb', 1 + section % 4), at, id, false from copy;
insert into edition_count (article_id, views)
select id, floor(1000 * pg_temp.share(n, 9) ^ 3) from copy;
analyze;
