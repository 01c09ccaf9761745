create table signing_key (
  name text constraint pk_signing_key primary key,
  secret bytea not null,
  created_at timestamptz not null default now()
);

-- Neither the caller's key nor the answer can be read from here: the first is hashed, the second
-- sealed with it.
create table idempotency_key (
  key_hash bytea constraint pk_idempotency_key primary key,
  request_hash bytea not null,
  answer bytea,
  created_at timestamptz not null default now()
);

create index ix_idempotency_key_created_at on idempotency_key (created_at);
