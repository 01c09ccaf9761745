-- What was merged into another: its id and last slug go on finding that one.
create table author_merged (
  id uuid constraint pk_author_merged primary key,
  slug text not null constraint ck_author_merged_slug check (char_length(slug) between 1 and 120),
  author_id uuid not null
    constraint fk_author_merged_author references author (id) on delete cascade
);

create index ix_author_merged_slug on author_merged (slug);
create index ix_author_merged_author_id on author_merged (author_id);

create table section_merged (
  id uuid constraint pk_section_merged primary key,
  slug text not null constraint ck_section_merged_slug check (char_length(slug) between 1 and 120),
  section_id uuid not null
    constraint fk_section_merged_section references section (id) on delete cascade
);

create index ix_section_merged_slug on section_merged (slug);
create index ix_section_merged_section_id on section_merged (section_id);

create table tag_merged (
  id uuid constraint pk_tag_merged primary key,
  slug text not null constraint ck_tag_merged_slug check (char_length(slug) between 1 and 120),
  tag_id uuid not null
    constraint fk_tag_merged_tag references tag (id) on delete cascade
);

create index ix_tag_merged_slug on tag_merged (slug);
create index ix_tag_merged_tag_id on tag_merged (tag_id);

-- Where a section stands among those with its parent. Numbers rise over the whole table, so that
-- whoever is added, by the release before too, comes last. They begin in the order of names.
create sequence section_position;

alter table section add column position bigint;

update section s set position = o.position
from (
  select id, nextval('section_position') as position
  from (select id from section order by name collate "und-x-icu", id) named) o
where s.id = o.id;

alter table section alter column position set default nextval('section_position');
alter table section alter column position set not null;
alter sequence section_position owned by section.position;

-- Every section after the one above it; path is the positions from the top to the section itself.
create view section_tree as
with recursive tree (id, path) as (
  select id, array[position] from section where parent_id is null
  union all
  select s.id, t.path || s.position from tree t join section s on s.parent_id = t.id
)
select id, path from tree;

-- Articles that are published as one.
create table article_package (
  id uuid constraint pk_article_package primary key,
  version int not null constraint ck_article_package_version check (version >= 1),
  title text not null constraint ck_article_package_title check (char_length(title) between 1 and 200),
  state text not null constraint ck_article_package_state
    check (state in ('draft', 'scheduled', 'published')),
  scheduled_for timestamptz,
  published_at timestamptz,
  created_at timestamptz not null,
  created_by uuid not null constraint fk_article_package_created_by references api_key (id),
  modified_at timestamptz not null,
  modified_by uuid not null constraint fk_article_package_modified_by references api_key (id),
  constraint ck_article_package_scheduled check ((state = 'scheduled') = (scheduled_for is not null)),
  constraint ck_article_package_published check ((state = 'published') = (published_at is not null))
);

create index ix_article_package_due on article_package (scheduled_for, id)
  where scheduled_for is not null;
create index ix_article_package_created_by on article_package (created_by);
create index ix_article_package_modified_by on article_package (modified_by);

create table article_package_item (
  package_id uuid not null
    constraint fk_article_package_item_package references article_package (id) on delete cascade,
  position int not null,
  article_id uuid not null constraint fk_article_package_item_article references article (id),
  constraint pk_article_package_item primary key (package_id, position),
  constraint uq_article_package_item_article unique (package_id, article_id)
);

create index ix_article_package_item_article_id on article_package_item (article_id);

-- The package that the article is scheduled with, and goes out with.
alter table article
  add column package_id uuid constraint fk_article_package references article_package (id),
  add constraint ck_article_package check (package_id is null or state = 'scheduled');

create index ix_article_package_id on article (package_id) where package_id is not null;
