-- path is the ids from the top of the thread to the comment itself, 16 octets each. Ids rise with
-- time, so the path's order is the thread's reading order, and everything under a comment is one
-- range of it.
create table comment (
  id uuid constraint pk_comment primary key,
  version int not null constraint ck_comment_version check (version >= 1),
  article_id uuid not null constraint fk_comment_article references article (id) on delete cascade,
  parent_id uuid constraint fk_comment_parent references comment (id),
  in_reply_to uuid constraint fk_comment_in_reply_to references comment (id),
  path bytea not null,
  depth int not null constraint ck_comment_depth check (depth between 0 and 10),
  author_kind text not null constraint ck_comment_author_kind
    check (author_kind in ('guest', 'staff', 'author')),
  author_name text not null constraint ck_comment_author_name
    check (char_length(author_name) between 1 and 60),
  author_url text constraint ck_comment_author_url check (char_length(author_url) <= 2000),
  -- Never delivered.
  author_email text constraint ck_comment_author_email check (char_length(author_email) <= 254),
  body text not null constraint ck_comment_body check (char_length(body) between 2 and 5000),
  html text not null,
  -- what makes two comments the same, and who wrote it: hashes
  wording bytea not null,
  guest bytea not null,
  state text not null constraint ck_comment_state
    check (state in ('pending', 'published', 'rejected', 'spam', 'removed')),
  -- why it stands in this state: codes parted by spaces
  reasons text not null,
  -- whether a person has approved it
  reviewed boolean not null,
  -- taken back by its writer, who alone may do that
  withdrawn boolean not null,
  created_at timestamptz not null,
  edited_at timestamptz,
  edit_token_hash bytea not null,
  editable_until timestamptz not null,
  -- published ones only: direct replies, and all below
  reply_count int not null constraint ck_comment_reply_count check (reply_count >= 0),
  descendant_count int not null
    constraint ck_comment_descendant_count check (descendant_count >= reply_count),
  likes int not null constraint ck_comment_likes check (likes >= 0),
  constraint ck_comment_path check (octet_length(path) = 16 * (depth + 1)),
  constraint ck_comment_parent check ((parent_id is null) = (depth = 0))
);

-- What readers see: the published, and tombstones of what has published replies.
create index ix_comment_threads on comment (article_id, id)
  where parent_id is null and (state = 'published' or descendant_count > 0);
create index ix_comment_article on comment (article_id, id)
  where state = 'published' or descendant_count > 0;
create index ix_comment_top on comment (article_id, likes desc, descendant_count desc, id desc)
  where state = 'published' or descendant_count > 0;
create index ix_comment_path on comment (article_id, path)
  where state = 'published' or descendant_count > 0;

create index ix_comment_parent_id on comment (parent_id);
create index ix_comment_in_reply_to on comment (in_reply_to);
create index ix_comment_queue on comment (state, id desc);
create index ix_comment_article_queue on comment (article_id, id desc);
create index ix_comment_wording on comment (article_id, wording, created_at);
create index ix_comment_guest on comment (guest);

-- The trail: every change of a comment's state or words, append-only.
create table moderation_entry (
  id uuid constraint pk_moderation_entry primary key,
  comment_id uuid not null constraint fk_moderation_entry_comment references comment (id) on delete cascade,
  at timestamptz not null,
  by_name text not null,
  by_key uuid constraint fk_moderation_entry_by_key references api_key (id),
  from_state text,
  to_state text not null,
  reasons text not null,
  note text constraint ck_moderation_entry_note check (char_length(note) <= 1000),
  -- the words before an edit
  body_before text
);

create index ix_moderation_entry_comment_id on moderation_entry (comment_id, id);
create index ix_moderation_entry_by_key on moderation_entry (by_key);
