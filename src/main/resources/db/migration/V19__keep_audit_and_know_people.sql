-- What was changed, by whom and when. Entries come in the transaction of the change and stay: the
-- application's own user may neither change nor delete one.
create table audit_entry (
  id uuid constraint pk_audit_entry primary key,
  at timestamptz not null,
  -- none where it was the service itself, or a reader
  by_key uuid constraint fk_audit_entry_by_key references api_key (id),
  by_name text not null constraint ck_audit_entry_by_name check (char_length(by_name) between 1 and 120),
  by_role text,
  request_id text,
  subject text not null constraint ck_audit_entry_subject check (subject ~ '^[a-z][a-z_]{0,39}$'),
  -- none where there is only one, such as the site
  subject_id uuid,
  action text not null constraint ck_audit_entry_action check (action ~ '^[a-z][a-z_]{0,39}$'),
  -- the members that changed, as they were and as they are
  before json,
  after json
);

create index ix_audit_entry_at on audit_entry (at desc, id desc);
create index ix_audit_entry_by_key on audit_entry (by_key, at desc, id desc);
create index ix_audit_entry_subject on audit_entry (subject, at desc, id desc);
create index ix_audit_entry_subject_id on audit_entry (subject_id, at desc, id desc);
create index ix_audit_entry_action on audit_entry (action, at desc, id desc);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit_entry is only added to';
end $$;

-- The owner of a table may grant itself what was revoked, and a superuser needs no grant.
create trigger only_added_to before update or delete or truncate on audit_entry
  for each statement execute function refuse_audit_change();
revoke update, delete, truncate on audit_entry from public, current_user;

-- A person whom an identity provider vouches for is a key without a secret, known by the provider's
-- name for itself and its name for the person.
alter table api_key
  alter column secret_hash drop not null,
  add column issuer text constraint ck_api_key_issuer check (char_length(issuer) between 1 and 500),
  add column subject text constraint ck_api_key_subject check (char_length(subject) between 1 and 255),
  add constraint uq_api_key_issuer_subject unique (issuer, subject),
  add constraint ck_api_key_kind
    check (num_nonnulls(secret_hash, issuer) = 1 and (issuer is null) = (subject is null));
