-- How many articles stand under an author, a section with those below it, or a tag, and their views:
-- summed ahead, since a large section has a million of them. What changes a sum is noted in the
-- transaction that does it, by whichever release, and added up behind it.
create table term_count (
  kind text not null constraint ck_term_count_kind check (kind in ('author', 'section', 'tag')),
  term_id uuid not null,
  articles bigint not null,
  views bigint not null,
  constraint pk_term_count primary key (kind, term_id)
);

-- An article came to stand under a term, or stands there no more. The views that it takes along are
-- those it has, less what is noted of them below.
create table term_move (
  kind text not null,
  term_id uuid not null,
  article_id uuid not null,
  by int not null
);

create index ix_term_move_article_id on term_move (article_id);

create table term_view (
  article_id uuid not null,
  by bigint not null
);

create index ix_term_view_article_id on term_view (article_id);

-- In the order in which publishing takes them.
lock table edition_author, edition_section, edition_tag, edition_count in share row exclusive mode;

create function note_term_move() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'edition_author' then
    insert into term_move (kind, term_id, article_id, by)
    select 'author', author_id, article_id, tg_argv[0]::int from moved;
  elsif tg_table_name = 'edition_section' then
    insert into term_move (kind, term_id, article_id, by)
    select 'section', section_id, article_id, tg_argv[0]::int from moved;
  else
    insert into term_move (kind, term_id, article_id, by)
    select 'tag', tag_id, article_id, tg_argv[0]::int from moved;
  end if;
  return null;
end $$;

create function note_term_view() returns trigger language plpgsql as $$
begin
  insert into term_view (article_id, by)
  select n.article_id, n.views - o.views
  from now_counted n join then_counted o on o.article_id = n.article_id
  where n.views <> o.views;
  return null;
end $$;

create trigger note_authors_joined after insert on edition_author
  referencing new table as moved for each statement execute function note_term_move('1');
create trigger note_authors_left after delete on edition_author
  referencing old table as moved for each statement execute function note_term_move('-1');
create trigger note_sections_joined after insert on edition_section
  referencing new table as moved for each statement execute function note_term_move('1');
create trigger note_sections_left after delete on edition_section
  referencing old table as moved for each statement execute function note_term_move('-1');
create trigger note_tags_joined after insert on edition_tag
  referencing new table as moved for each statement execute function note_term_move('1');
create trigger note_tags_left after delete on edition_tag
  referencing old table as moved for each statement execute function note_term_move('-1');
create trigger note_views after update on edition_count
  referencing new table as now_counted old table as then_counted
  for each statement execute function note_term_view();
