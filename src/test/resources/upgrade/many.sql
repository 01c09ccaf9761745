-- As many articles as a site of some years has, each published, in a section, with an author, a tag
-- and a comment, so that what a migration does to a table takes its time.
create temporary table many as
select gen_random_uuid() as id, n, now() - n * interval '1 hour' as at,
  (select id from api_key order by created_at limit 1) as by_key,
  (select id from section where slug = 'asia') as section, (select id from section where slug = 'world') as above,
  (select id from author where slug = 'ann-lee') as author, (select id from tag where slug = 'bridges') as tag
from generate_series(1, %d) n;

insert into article (id, version, state, lang, slug, title, section_id, content, created_at, created_by, owner_id,
  modified_at, modified_by, first_published_at, published_at, published_version)
select id, 1, 'published', 'en', 'many-' || n, 'One of many ' || n, section, '{"title": "One of many"}', at, by_key, by_key,
  at, by_key, at, at, 1
from many;

insert into edition (article_id, revision, lang, slug, title, published_at, first_published_at, modified_at, sort_updated_at,
  section_id, comment_mode, comment_moderation, document, blocks, html, plain)
select id, nextval('edition_revision'), 'en', 'many-' || n, 'One of many ' || n, at, at, at, at, section, 'on', 'first',
  jsonb_set(o.document::jsonb, '{id}', to_jsonb(id))::text, '[]', '<p>' || t.words || '</p>', t.words
from many,
  (select document from edition where slug = 'the-bridge') o,
  (select string_agg('word' || w, ' ') as words from generate_series(1, 200) w) t;

insert into edition_author (author_id, published_at, article_id) select author, at, id from many;
insert into edition_tag (tag_id, published_at, article_id) select tag, at, id from many;
insert into edition_section (section_id, published_at, article_id, direct)
select section, at, id, true from many union all select above, at, id, false from many;
insert into edition_slug (lang, slug, article_id) select 'en', 'many-' || n, id from many;
insert into edition_count (article_id, comments) select id, 1 from many;

insert into comment (id, version, article_id, path, depth, author_kind, author_name, body, html, wording, guest, state, reasons,
  reviewed, withdrawn, created_at, edit_token_hash, editable_until, reply_count, descendant_count, likes)
select id, 1, id, uuid_send(id), 0, 'guest', 'Reader', 'So many of them.', '<p>So many of them.</p>', '\x00', uuid_send(id),
  'published', '', true, false, at, uuid_send(id), at, 0, 0, 0
from many;

drop table many;
analyze;
