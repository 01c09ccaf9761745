-- What readers are shown otherwise from a transaction on, for the answers that replicas keep in memory.
-- Rows are read for a few seconds and deleted after an hour.
create table cache_drop (
  id bigint generated always as identity constraint pk_cache_drop primary key,
  tx xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  replica uuid not null,
  shown text[] not null
);

create index ix_cache_drop_tx on cache_drop (tx);
create index ix_cache_drop_at on cache_drop (at);
