-- What the desk finds comments by. E-mail addresses are dropped in time; what they are known by
-- afterwards is a keyed hash.
alter table comment
  add column email_hash bytea,
  -- what its writer alone is shown of it as its state, where that is a lie
  add column shadow text constraint ck_comment_shadow check (shadow in ('pending', 'published')),
  add column name_folded text not null
    generated always as (lower(normalize(author_name, nfkc) collate "und-x-icu")) stored,
  -- whole words of any language
  add column search tsvector not null
    generated always as (to_tsvector('simple', author_name || ' ' || body)) stored,
  -- a comment without its writer has neither
  alter column guest drop not null,
  alter column edit_token_hash drop not null;

-- The queue, by the time of writing.
create index ix_comment_created_at on comment (created_at desc, id desc);
create index ix_comment_state_created_at on comment (state, created_at desc, id desc);
create index ix_comment_article_created_at on comment (article_id, created_at desc, id desc);
create index ix_comment_article_state_created_at
  on comment (article_id, state, created_at desc, id desc);
create index ix_comment_guest_created_at on comment (guest, created_at desc, id desc);
create index ix_comment_email_hash on comment (email_hash, created_at desc, id desc)
  where email_hash is not null;
-- Each reason with the state that it is for, such as pending/first_timer: the two go together.
create index ix_comment_reasons on comment
  using gin (string_to_array(state || '/' || replace(reasons, ' ', ' ' || state || '/'), ' '));
create index ix_comment_search on comment using gin (search);
drop index ix_comment_queue;
drop index ix_comment_article_queue;
drop index ix_comment_guest;

-- Erasure goes by the token.
create index ix_comment_edit_token_hash on comment (edit_token_hash)
  where edit_token_hash is not null;

-- What is to be dropped in time, as visitors' marks are.
create index ix_comment_email_kept on comment (created_at) where author_email is not null;

create index ix_comment_shadow on comment (article_id, guest) where shadow is not null;

-- Who may not comment: a guest, an e-mail address, a visitor of one day, each by a hash. Whoever is
-- one of these is meant.
create table comment_ban (
  id uuid constraint pk_comment_ban primary key,
  guest bytea,
  email_hash bytea,
  visitor bytea,
  -- the day of UTC that the visitor's mark is of
  visitor_day date,
  -- the comment whose writer it is
  comment_id uuid constraint fk_comment_ban_comment references comment (id) on delete set null,
  -- whether the writer is not to notice
  shadow boolean not null,
  note text constraint ck_comment_ban_note check (char_length(note) <= 1000),
  expires_at timestamptz,
  created_at timestamptz not null,
  by_name text not null,
  by_key uuid constraint fk_comment_ban_by_key references api_key (id),
  constraint ck_comment_ban_whom check (num_nonnulls(guest, email_hash, visitor) > 0),
  constraint ck_comment_ban_visitor check ((visitor is null) = (visitor_day is null))
);

create index ix_comment_ban_guest on comment_ban (guest) where guest is not null;
create index ix_comment_ban_email_hash on comment_ban (email_hash) where email_hash is not null;
create index ix_comment_ban_visitor on comment_ban (visitor) where visitor is not null;
create index ix_comment_ban_comment_id on comment_ban (comment_id) where comment_id is not null;
create index ix_comment_ban_by_key on comment_ban (by_key) where by_key is not null;
