-- Every version of a working copy is a revision that stays: who made it, when, by what, and what an
-- editor had written then, as it would be sent again. Where a move changed none of that, content is
-- null and the last one before it holds.
create table article_revision (
  article_id uuid not null constraint fk_article_revision_article references article (id) on delete cascade,
  number int not null constraint ck_article_revision_number check (number >= 1),
  at timestamptz not null,
  by_key uuid not null constraint fk_article_revision_by_key references api_key (id),
  by_name text not null,
  change text not null constraint ck_article_revision_change
    check (change in ('created', 'edited', 'restored_revision', 'submitted', 'withdrawn', 'scheduled', 'published',
      'unpublished', 'archived', 'taken_down', 'binned', 'restored', 'fell_back', 'references_moved')),
  state text not null,
  note text constraint ck_article_revision_note check (char_length(note) <= 1000),
  content text,
  constraint pk_article_revision primary key (article_id, number)
);

create index ix_article_revision_content on article_revision (article_id, number desc) where content is not null;
create index ix_article_revision_by_key on article_revision (by_key);

-- What stands now is where the history of older articles begins.
insert into article_revision (article_id, number, at, by_key, by_name, change, state, content)
select a.id, a.version, a.modified_at, a.modified_by, k.name, 'edited', a.state,
  (a.content::jsonb || jsonb_strip_nulls(jsonb_build_object(
    'lang', a.lang,
    'slug', a.slug,
    'section', a.section_id,
    'sections', (select jsonb_agg(section_id order by position) from article_section where article_id = a.id),
    'tags', (select jsonb_agg(tag_id order by position) from article_tag where article_id = a.id),
    'bylines', coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('author', author_id, 'name', name,
        'role', role, 'kind', kind, 'affiliation', affiliation, 'note', note)) order by position)
      from article_author where article_id = a.id), '[]'))))::text
from article a join api_key k on k.id = a.modified_by;
