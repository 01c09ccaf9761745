create table author (
  id uuid constraint pk_author primary key,
  version int not null,
  slug text not null constraint uq_author_slug unique
    constraint ck_author_slug check (char_length(slug) between 1 and 120),
  name text not null constraint ck_author_name check (char_length(name) between 1 and 120),
  sort_name text not null constraint ck_author_sort_name check (char_length(sort_name) between 1 and 120),
  kind text not null constraint ck_author_kind
    check (kind in ('staff', 'contributor', 'guest', 'agency', 'organisation')),
  position text constraint ck_author_position check (char_length(position) <= 120),
  affiliation text constraint ck_author_affiliation check (char_length(affiliation) <= 120),
  bio text constraint ck_author_bio check (char_length(bio) <= 2000),
  -- [{"rel", "url"}], at most ten
  links text not null,
  public_email text constraint ck_author_public_email check (char_length(public_email) <= 254),
  location text constraint ck_author_location check (char_length(location) <= 80),
  -- Never delivered.
  email text constraint ck_author_email check (char_length(email) <= 254),
  note text constraint ck_author_note check (char_length(note) <= 2000),
  created_at timestamptz not null,
  modified_at timestamptz not null
);

create index ix_author_sort_name on author (sort_name collate "und-x-icu", id);

alter table api_key add constraint fk_api_key_author
  foreign key (author_id) references author (id) on delete set null;

create table section (
  id uuid constraint pk_section primary key,
  version int not null,
  slug text not null constraint uq_section_slug unique
    constraint ck_section_slug check (char_length(slug) between 1 and 120),
  name text not null constraint ck_section_name check (char_length(name) between 1 and 120),
  description text constraint ck_section_description check (char_length(description) <= 500),
  parent_id uuid constraint fk_section_parent references section (id),
  created_at timestamptz not null,
  modified_at timestamptz not null,
  constraint ck_section_parent check (parent_id <> id)
);

create index ix_section_parent_id on section (parent_id);
create index ix_section_name on section (name collate "und-x-icu", id);

create table tag (
  id uuid constraint pk_tag primary key,
  version int not null,
  slug text not null constraint uq_tag_slug unique
    constraint ck_tag_slug check (char_length(slug) between 1 and 120),
  name text not null constraint ck_tag_name check (char_length(name) between 1 and 120),
  description text constraint ck_tag_description check (char_length(description) <= 500),
  created_at timestamptz not null,
  modified_at timestamptz not null
);

create index ix_tag_name on tag (name collate "und-x-icu", id);
