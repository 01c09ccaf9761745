-- A like or a report is once a visitor: the mark is the visitor's of that day, of this comment. It
-- serves as long as the day's salt, so older likes go, and older reports stay without it.
create table comment_like (
  comment_id uuid not null constraint fk_comment_like_comment references comment (id) on delete cascade,
  mark bytea not null,
  day date not null,
  constraint pk_comment_like primary key (comment_id, mark)
);

create index ix_comment_like_day on comment_like (day);

create table comment_report (
  id uuid constraint pk_comment_report primary key,
  comment_id uuid not null constraint fk_comment_report_comment references comment (id) on delete cascade,
  mark bytea,
  day date not null,
  at timestamptz not null,
  reason text not null constraint ck_comment_report_reason
    check (reason in ('spam', 'abuse', 'off_topic', 'personal_data', 'illegal', 'other')),
  text text constraint ck_comment_report_text check (char_length(text) <= 500),
  constraint uq_comment_report_mark unique (comment_id, mark)
);

create index ix_comment_report_comment_id on comment_report (comment_id, id desc);
create index ix_comment_report_day on comment_report (day) where mark is not null;

-- how many reports of each reason wait for a moderator: reason:number, parted by spaces
alter table comment add column reports text not null default '';

-- An author who comments as themselves has the name of their page.
alter table comment drop constraint ck_comment_author_name;
alter table comment add constraint ck_comment_author_name
  check (char_length(author_name) between 1 and 120);

-- Most liked first, then oldest: both rise, so that one range serves a position.
drop index ix_comment_top;
create index ix_comment_top on comment (article_id, (-likes), id)
  where state = 'published' or descendant_count > 0;
create index ix_comment_top_threads on comment (article_id, (-likes), id)
  where parent_id is null and (state = 'published' or descendant_count > 0);

create index ix_comment_latest on comment (created_at desc, id desc) where state = 'published';

-- A reply below the limit counts with the comment that it answers, and no more as a direct reply to
-- the one it hangs under.
update comment c set
  reply_count = (
    select count(*) from comment r
    where r.state = 'published'
      and (r.in_reply_to = c.id or r.parent_id = c.id and r.in_reply_to is null)),
  descendant_count = c.descendant_count + (
    select count(*) from comment r where r.state = 'published' and r.in_reply_to = c.id)
where c.id in (
  select in_reply_to from comment where in_reply_to is not null
  union select parent_id from comment where in_reply_to is not null);
