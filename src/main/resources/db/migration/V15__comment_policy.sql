-- What is said of comments: of the site where no subject is named, else of a section or an article.
create table comment_policy (
  id uuid constraint pk_comment_policy primary key,
  section_id uuid constraint fk_comment_policy_section references section (id) on delete cascade,
  article_id uuid constraint fk_comment_policy_article references article (id) on delete cascade,
  version int not null constraint ck_comment_policy_version check (version >= 1),
  -- JSON of the members that are said; what is not is left to the next wider one
  rules text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  changed_by_key uuid not null constraint fk_comment_policy_changed_by_key references api_key (id),
  constraint uq_comment_policy_subject unique nulls not distinct (section_id, article_id),
  constraint ck_comment_policy_subject check (num_nonnulls(section_id, article_id) <= 1)
);

create index ix_comment_policy_article_id on comment_policy (article_id);
create index ix_comment_policy_changed_by_key on comment_policy (changed_by_key);

-- Every version of a policy, append-only.
create table comment_policy_entry (
  id uuid constraint pk_comment_policy_entry primary key,
  policy_id uuid not null constraint fk_comment_policy_entry_policy
    references comment_policy (id) on delete cascade,
  version int not null,
  rules text not null,
  at timestamptz not null,
  by_name text not null,
  by_key uuid not null constraint fk_comment_policy_entry_by_key references api_key (id),
  constraint uq_comment_policy_entry_version unique (policy_id, version)
);

create index ix_comment_policy_entry_by_key on comment_policy_entry (by_key);

-- After how many days comments close, of the same subjects. The edition room's, which tells it with
-- every article; a row without days says nothing any more, but when that began.
create table comment_closing (
  section_id uuid constraint fk_comment_closing_section references section (id) on delete cascade,
  article_id uuid constraint fk_comment_closing_article references article (id) on delete cascade,
  days int constraint ck_comment_closing_days check (days between 0 and 3650),
  changed_at timestamptz not null,
  constraint uq_comment_closing_subject unique nulls not distinct (section_id, article_id),
  constraint ck_comment_closing_subject check (num_nonnulls(section_id, article_id) <= 1)
);

create index ix_comment_closing_article_id on comment_closing (article_id);
create index ix_comment_closing_changed_at on comment_closing (changed_at);

alter table comment
  -- who posted it, as a mark of the day; taken away after two days
  add column if not exists visitor bytea,
  -- per cent
  add column spam_score int constraint ck_comment_spam_score check (spam_score between 0 and 100),
  -- what the spam score has learned from it
  add column taught text constraint ck_comment_taught check (taught in ('good', 'spam'));

create index ix_comment_visitor on comment (visitor, created_at) where visitor is not null;
create index ix_comment_visitor_age on comment (created_at) where visitor is not null;

-- What texts of the last day say, as 64 bits that are nearly the same for nearly the same texts. Two
-- that differ in three bits at most have one of their four bands of 16 bits alike, which is what is
-- looked up: a row a band, the band's place above its bits.
create table comment_shape (
  band int not null,
  comment_id uuid not null constraint fk_comment_shape_comment references comment (id) on delete cascade,
  shape bigint not null,
  at timestamptz not null,
  constraint pk_comment_shape primary key (band, comment_id)
);

create index ix_comment_shape_comment_id on comment_shape (comment_id);
create index ix_comment_shape_at on comment_shape (at);

-- In how many comments that moderators approved or called spam a word stands; the empty one counts
-- the comments.
create table comment_word (
  word text constraint pk_comment_word primary key,
  good bigint not null constraint ck_comment_word_good check (good >= 0),
  spam bigint not null constraint ck_comment_word_spam check (spam >= 0)
) with (fillfactor = 80);

-- What authors' names look like, whatever letters they are written with.
create table author_look (
  author_id uuid not null constraint fk_author_look_author references author (id) on delete cascade,
  look text not null,
  constraint pk_author_look primary key (author_id, look)
);

create index ix_author_look_look on author_look (look);
