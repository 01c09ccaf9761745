-- A link under which a working copy is read; whoever holds its signed token may, until it expires or
-- the row is gone.
create table article_preview (
  id uuid constraint pk_article_preview primary key,
  article_id uuid not null constraint fk_article_preview_article references article (id) on delete cascade,
  created_at timestamptz not null,
  created_by uuid not null constraint fk_article_preview_created_by references api_key (id),
  expires_at timestamptz not null,
  constraint ck_article_preview_expires_at check (expires_at > created_at)
);

create index ix_article_preview_article_id on article_preview (article_id, id desc);
create index ix_article_preview_created_by on article_preview (created_by);

-- What was put right in an article that had been published. No row is ever changed.
create table article_correction (
  id uuid constraint pk_article_correction primary key,
  article_id uuid not null constraint fk_article_correction_article references article (id) on delete cascade,
  kind text not null constraint ck_article_correction_kind
    check (kind in ('correction', 'clarification', 'update', 'editors_note', 'retraction')),
  text text not null constraint ck_article_correction_text check (char_length(text) between 1 and 2000),
  at timestamptz not null,
  by_key uuid not null constraint fk_article_correction_by_key references api_key (id),
  by_name text not null
);

create index ix_article_correction_article_id on article_correction (article_id, at, id);
create index ix_article_correction_by_key on article_correction (by_key);

-- What readers are told of it, as long as they have the article.
create table edition_correction (
  id uuid constraint pk_edition_correction primary key,
  article_id uuid not null constraint fk_edition_correction_edition references edition (article_id) on delete cascade,
  lang text not null,
  kind text not null,
  text text not null,
  at timestamptz not null
);

create index ix_edition_correction_article_id on edition_correction (article_id, at, id);
create index ix_edition_correction_at on edition_correction (at desc, id desc);
create index ix_edition_correction_kind on edition_correction (kind, at desc, id desc);
create index ix_edition_correction_lang on edition_correction (lang, at desc, id desc);
create index ix_edition_correction_lang_kind on edition_correction (lang, kind, at desc, id desc);

alter table article_revision
  drop constraint ck_article_revision_change,
  add constraint ck_article_revision_change
    check (change in ('created', 'edited', 'restored_revision', 'submitted', 'withdrawn', 'scheduled', 'published',
      'corrected', 'unpublished', 'archived', 'taken_down', 'binned', 'restored', 'fell_back', 'references_moved'));

-- Who says that they are editing an article, until when. Past that the row means nothing.
create table article_lock (
  article_id uuid constraint pk_article_lock primary key
    constraint fk_article_lock_article references article (id) on delete cascade,
  key_id uuid not null constraint fk_article_lock_key references api_key (id),
  name text not null,
  since timestamptz not null,
  until timestamptz not null
);

create index ix_article_lock_key_id on article_lock (key_id);
