-- Slugs that authors, sections and tags had and have no more; each stays its term's own. The one of
-- today stands with the term alone, so that a version that knows nothing of these tables may go on
-- adding, renaming and deleting terms. Where both name a slug, the term that has it goes first.
create table author_slug (
  slug text constraint pk_author_slug primary key
    constraint ck_author_slug_slug check (char_length(slug) between 1 and 120),
  author_id uuid not null
    constraint fk_author_slug_author references author (id) on delete cascade
);

create index ix_author_slug_author_id on author_slug (author_id);

create table section_slug (
  slug text constraint pk_section_slug primary key
    constraint ck_section_slug_slug check (char_length(slug) between 1 and 120),
  section_id uuid not null
    constraint fk_section_slug_section references section (id) on delete cascade
);

create index ix_section_slug_section_id on section_slug (section_id);

create table tag_slug (
  slug text constraint pk_tag_slug primary key
    constraint ck_tag_slug_slug check (char_length(slug) between 1 and 120),
  tag_id uuid not null
    constraint fk_tag_slug_tag references tag (id) on delete cascade
);

create index ix_tag_slug_tag_id on tag_slug (tag_id);
