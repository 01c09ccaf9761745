-- counts a batch of views
create temporary table batch on commit drop as
  select article_id from edition_count where article_id >= gen_random_uuid() order by article_id limit 3;
insert into view_hit (day, article_id, visitor, counted_at, views)
  select current_date, article_id, uuid_send(gen_random_uuid()), now(), 1 from batch order by article_id
  on conflict (day, article_id, visitor) do update set counted_at = excluded.counted_at, views = view_hit.views + 1;
insert into view_hour (article_id, hour, views, visitors)
  select article_id, date_trunc('hour', now(), 'UTC'), 1, 1 from batch order by article_id
  on conflict (article_id, hour) do update
    set views = view_hour.views + excluded.views, visitors = view_hour.visitors + excluded.visitors;
insert into view_day (article_id, day, views, visitors)
  select article_id, (now() at time zone 'UTC')::date, 1, 1 from batch order by article_id
  on conflict (article_id, day) do update
    set views = view_day.views + excluded.views, visitors = view_day.visitors + excluded.visitors;
insert into view_referrer (article_id, day, host, views)
  select article_id, (now() at time zone 'UTC')::date, 'search.example', 1 from batch order by article_id
  on conflict (article_id, day, host) do update set views = view_referrer.views + excluded.views;
update edition_count c set views = c.views + 1, changed_at = now()
  from (select c.article_id from edition_count c join batch using (article_id) order by c.article_id for update of c) b
  where b.article_id = c.article_id;

-- takes a comment
create temporary table said on commit drop as
  select gen_random_uuid() as id, article_id from edition where article_id >= gen_random_uuid() order by article_id limit 1;
insert into comment (id, version, article_id, path, depth, author_kind, author_name, author_email, body, html, wording, guest,
    state, reasons, reviewed, withdrawn, created_at, edit_token_hash, editable_until, reply_count, descendant_count, likes,
    visitor, email_hash)
  select id, 1, article_id, uuid_send(id), 0, 'guest', 'Reader', 'reader@example.org', 'Said meanwhile.',
    '<p>Said meanwhile.</p>', '\x01', uuid_send(id), 'published', '', false, false, now(), uuid_send(id),
    now() + interval '15 minutes', 0, 0, 0, uuid_send(id), uuid_send(id)
  from said;
insert into moderation_entry (id, comment_id, at, by_name, to_state, reasons)
  select gen_random_uuid(), id, now(), 'Masthead', 'published', '' from said;
update edition_count c set comments = c.comments + 1, changed_at = now() from said where said.article_id = c.article_id;
insert into cache_drop (replica, shown)
  select '00000000-0000-0000-0000-000000000001', array['comments-' || article_id] from said;

-- publishes an article again
create temporary table changed on commit drop as
  select a.id, a.version + 1 as version, a.published_at, a.section_id,
    (select id from section where slug = 'world') as above,
    (select author_id from edition_author where article_id = a.id limit 1) as author,
    (select tag_id from edition_tag where article_id = a.id limit 1) as tag
  from article a where a.id >= gen_random_uuid() and a.slug like 'many-%' and a.state = 'published'
  order by a.id limit 1 for update;
update article a set version = c.version, modified_at = now(), updated_at = now(), published_version = c.version
  from changed c where c.id = a.id;
insert into article_revision (article_id, number, at, by_key, by_name, change, state, content)
  select id, version, now(), (select id from api_key order by created_at limit 1), 'Desk', 'published', 'published', '{}'
  from changed;
insert into edition (article_id, revision, lang, slug, title, published_at, first_published_at, updated_at, modified_at,
    sort_updated_at, pinned_until, section_id, comment_mode, comment_moderation, document, blocks, html, plain)
  select article_id, nextval('edition_revision'), lang, slug, title, published_at, first_published_at, now(), now(), now(),
    pinned_until, section_id, comment_mode, comment_moderation, document, blocks, html, plain
  from edition where article_id = (select id from changed)
  on conflict (article_id) do update set
    revision = excluded.revision, lang = excluded.lang, slug = excluded.slug, title = excluded.title,
    published_at = excluded.published_at, first_published_at = excluded.first_published_at, updated_at = excluded.updated_at,
    modified_at = excluded.modified_at, sort_updated_at = excluded.sort_updated_at, pinned_until = excluded.pinned_until,
    section_id = excluded.section_id, document = excluded.document, blocks = excluded.blocks, html = excluded.html,
    plain = excluded.plain;
with a as (delete from edition_author where article_id = (select id from changed)),
  s as (delete from edition_section where article_id = (select id from changed))
delete from edition_tag where article_id = (select id from changed);
insert into edition_author (author_id, published_at, article_id) select author, published_at, id from changed;
insert into edition_tag (tag_id, published_at, article_id) select tag, published_at, id from changed;
insert into edition_section (section_id, published_at, article_id, direct)
  select section_id, published_at, id, true from changed
  union all select above, published_at, id, false from changed;
insert into edition_count (article_id, comments_off, changed_at) select id, false, now() from changed
  on conflict (article_id) do update set comments_off = excluded.comments_off, changed_at = excluded.changed_at
    where edition_count.comments_off <> excluded.comments_off;
insert into audit_entry (id, at, by_name, subject, subject_id, action, after)
  select gen_random_uuid(), now(), 'Desk', 'article', id, 'published', json_build_object('version', version) from changed;
insert into cache_drop (replica, shown)
  select '00000000-0000-0000-0000-000000000001', array['article-' || id, 'articles'] from changed;

-- takes an article back
create temporary table back on commit drop as
  select id from article where id >= gen_random_uuid() and slug like 'many-%' and state = 'published'
  order by id limit 1 for update;
delete from edition where article_id = (select id from back);
update article set state = 'draft', version = version + 1, modified_at = now() where id = (select id from back);
insert into cache_drop (replica, shown)
  select '00000000-0000-0000-0000-000000000001', array['article-' || id, 'articles'] from back;

-- saves and plans a draft
insert into article (id, version, state, lang, slug, title, content, created_at, created_by, owner_id, modified_at, modified_by,
    scheduled_for, scheduled_zone, scheduled_local)
  select i.id, 1, 'scheduled', 'en', 'meanwhile-' || i.id, 'Meanwhile', '{"title": "Meanwhile"}', now(), k.id, k.id, now(), k.id,
    now() + interval '1 year', 'UTC', now() + interval '1 year'
  from (select gen_random_uuid() as id) i, (select id from api_key order by created_at limit 1) k;

-- reads
select e.document, c.views, c.shown_comments from edition e join edition_count c using (article_id)
  where e.slug = 'the-bridge';
select document from edition order by published_at desc, article_id desc limit 20;
select document from edition_section s join edition e using (article_id)
  where s.section_id = (select id from section where slug = 'world')
  order by s.published_at desc, s.article_id desc limit 20;
select id, body from comment
  where article_id = (select article_id from edition where slug = 'the-bridge') and parent_id is null
    and (state = 'published' or descendant_count > 0)
  order by id limit 20;
