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
