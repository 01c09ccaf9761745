-- Comments that are switched off are not shown, so they do not count; the whole count stays for the
-- day they are switched on again. changed_at is when views or comments last moved.
alter table edition_count
  add column comments_off boolean not null default false,
  add column shown_comments int not null
    generated always as (case when comments_off then 0 else comments end) stored,
  add column changed_at timestamptz not null default now();

update edition_count set comments_off = true
where article_id in (select article_id from edition where comment_mode = 'off');

create index ix_edition_count_shown_comments
  on edition_count (shown_comments desc, article_id desc);
drop index ix_edition_count_comments;
