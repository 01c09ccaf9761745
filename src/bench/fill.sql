create temporary table copy as
select gen_random_uuid() as id, n from generate_series(1, :n) n;

insert into article
select (jsonb_populate_record(a, jsonb_build_object('id', c.id, 'slug', a.slug || '-' || c.n + 1))).*
from article a cross join copy c where a.id = :'id';

insert into edition (article_id, revision, lang, slug, title, published_at, first_published_at,
  modified_at, sort_updated_at, section_id, comment_mode, comment_moderation, document, blocks, html, plain)
select c.id, nextval('edition_revision'), lang, slug || '-' || c.n + 1, title || ' ' || c.n,
  published_at - c.n * interval '1 minute', first_published_at, modified_at, sort_updated_at,
  section_id, comment_mode, comment_moderation,
  (document::jsonb || jsonb_build_object('id', c.id, 'slug', slug || '-' || c.n + 1))::text, blocks, html, plain
from edition cross join copy c where article_id = :'id';

insert into edition_slug (lang, slug, article_id)
select lang, slug, article_id from edition on conflict do nothing;
insert into edition_author (author_id, published_at, article_id)
select a.author_id, e.published_at, e.article_id
from edition_author a cross join edition e where a.article_id = :'id' on conflict do nothing;
insert into edition_count (article_id) select article_id from edition on conflict do nothing;
analyze;
