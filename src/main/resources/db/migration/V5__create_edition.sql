create sequence edition_revision;

-- What readers get, one row a live article: the finished document without its body, and the body in
-- the forms that cost something to make.
create table edition (
  article_id uuid constraint pk_edition primary key
    constraint fk_edition_article references article (id),
  revision bigint not null,
  lang text not null,
  slug text not null,
  title text not null,
  published_at timestamptz not null,
  first_published_at timestamptz not null,
  updated_at timestamptz,
  modified_at timestamptz not null,
  sort_updated_at timestamptz not null,
  pinned_until timestamptz,
  section_id uuid constraint fk_edition_section references section (id),
  comment_mode text not null,
  comment_moderation text not null,
  document text not null,
  blocks text not null,
  html text not null,
  plain text not null
);

create index ix_edition_published_at on edition (published_at desc, article_id desc);
create index ix_edition_lang_published_at on edition (lang, published_at desc, article_id desc);
create index ix_edition_sort_updated_at on edition (sort_updated_at desc, article_id desc);
create index ix_edition_title on edition (title collate "und-x-icu", article_id);
create index ix_edition_pinned_until on edition (pinned_until) where pinned_until is not null;

-- The publication time stands in each key, so that a filtered list is one range scan.
create table edition_author (
  author_id uuid not null constraint fk_edition_author_author references author (id),
  published_at timestamptz not null,
  article_id uuid not null constraint fk_edition_author_edition references edition (article_id) on delete cascade,
  constraint pk_edition_author primary key (article_id, author_id)
);

create index ix_edition_author_published_at on edition_author (author_id, published_at desc, article_id desc);

-- A row for each section that the article stands in, and for each one above it.
create table edition_section (
  section_id uuid not null constraint fk_edition_section_section references section (id),
  published_at timestamptz not null,
  article_id uuid not null constraint fk_edition_section_edition references edition (article_id) on delete cascade,
  -- false for a row that is only there because of a section below
  direct boolean not null,
  constraint pk_edition_section primary key (article_id, section_id)
);

create index ix_edition_section_published_at on edition_section (section_id, published_at desc, article_id desc);

create table edition_tag (
  tag_id uuid not null constraint fk_edition_tag_tag references tag (id),
  published_at timestamptz not null,
  article_id uuid not null constraint fk_edition_tag_edition references edition (article_id) on delete cascade,
  constraint pk_edition_tag primary key (article_id, tag_id)
);

create index ix_edition_tag_published_at on edition_tag (tag_id, published_at desc, article_id desc);

-- Every slug an article was ever published under; it stays the article's.
create table edition_slug (
  lang text not null,
  slug text not null,
  article_id uuid not null constraint fk_edition_slug_article references article (id),
  constraint pk_edition_slug primary key (slug, lang)
);

create index ix_edition_slug_article_id on edition_slug (article_id);

-- Apart from edition, so that a view changes no article's ETag; stays when an article is unpublished.
create table edition_count (
  article_id uuid constraint pk_edition_count primary key
    constraint fk_edition_count_article references article (id),
  views bigint not null default 0 constraint ck_edition_count_views check (views >= 0),
  comments int not null default 0 constraint ck_edition_count_comments check (comments >= 0)
) with (fillfactor = 70);

create index ix_edition_count_views on edition_count (views desc, article_id desc);
create index ix_edition_count_comments on edition_count (comments desc, article_id desc);

-- What was taken down for good answers 410.
create table edition_takedown (
  article_id uuid constraint pk_edition_takedown primary key
    constraint fk_edition_takedown_article references article (id),
  reason text not null,
  at timestamptz not null
);

-- Whole words of any language; what the search room finds by stem comes with it. A tsvector holds
-- no more than 1 MB, and a text of different hyphenated words of four octets a letter fills that.
alter table edition add column search tsvector not null generated always as (
  setweight(to_tsvector('simple', title), 'A') || to_tsvector('simple', left(plain, 100000))
) stored;

create index ix_edition_search on edition using gin (search);
