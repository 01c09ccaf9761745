-- The working copy. What is asked for by value has a column; the rest of what an editor writes is
-- the document in content, validated as a whole before it gets here.
create table article (
  id uuid constraint pk_article primary key,
  version int not null constraint ck_article_version check (version >= 1),
  state text not null constraint ck_article_state
    check (state in ('draft', 'in_review', 'scheduled', 'published', 'archived', 'taken_down')),
  lang text not null constraint ck_article_lang check (char_length(lang) between 2 and 35),
  slug text not null constraint ck_article_slug check (char_length(slug) between 1 and 120),
  title text not null constraint ck_article_title check (char_length(title) between 1 and 200),
  section_id uuid constraint fk_article_section references section (id),
  content text not null,
  created_at timestamptz not null,
  created_by uuid not null constraint fk_article_created_by references api_key (id),
  owner_id uuid not null,
  modified_at timestamptz not null,
  modified_by uuid not null constraint fk_article_modified_by references api_key (id),
  first_published_at timestamptz,
  published_at timestamptz,
  updated_at timestamptz,
  published_version int,
  scheduled_for timestamptz,
  taken_down_reason text constraint ck_article_taken_down_reason
    check (taken_down_reason in ('legal', 'privacy', 'safety', 'error', 'rights', 'other')),
  binned_at timestamptz,
  constraint uq_article_slug unique (lang, slug),
  constraint ck_article_scheduled check ((state = 'scheduled') = (scheduled_for is not null))
);

create index ix_article_modified_at on article (modified_at desc, id desc);
create index ix_article_state on article (state, modified_at desc, id desc);
create index ix_article_section_id on article (section_id);
create index ix_article_due on article (scheduled_for) where scheduled_for is not null;

create table article_author (
  article_id uuid not null constraint fk_article_author_article references article (id),
  position int not null,
  author_id uuid constraint fk_article_author_author references author (id),
  name text constraint ck_article_author_name check (char_length(name) between 1 and 120),
  role text not null,
  kind text,
  affiliation text,
  note text,
  constraint pk_article_author primary key (article_id, position),
  constraint ck_article_author_named check (author_id is not null or name is not null)
);

create index ix_article_author_author_id on article_author (author_id);

create table article_section (
  article_id uuid not null constraint fk_article_section_article references article (id),
  section_id uuid not null constraint fk_article_section_section references section (id),
  position int not null,
  constraint pk_article_section primary key (article_id, section_id)
);

create index ix_article_section_section_id on article_section (section_id);

create table article_tag (
  article_id uuid not null constraint fk_article_tag_article references article (id),
  tag_id uuid not null constraint fk_article_tag_tag references tag (id),
  position int not null,
  constraint pk_article_tag primary key (article_id, tag_id)
);

create index ix_article_tag_tag_id on article_tag (tag_id);
