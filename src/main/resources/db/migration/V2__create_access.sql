create table api_key (
  id uuid constraint pk_api_key primary key,
  name text not null constraint ck_api_key_name check (char_length(name) between 1 and 120),
  role text not null constraint ck_api_key_role
    check (role in ('contributor', 'author', 'editor', 'moderator', 'administrator')),
  secret_hash bytea not null constraint uq_api_key_secret_hash unique,
  author_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);

create index ix_api_key_author_id on api_key (author_id);
