-- What search looks through: one row a live article, written with its edition. It is filled for the
-- editions that are there by a job, not here, so that this takes no time.
create table search_document (
  article_id uuid constraint pk_search_document primary key
    constraint fk_search_document_edition references edition (article_id) on delete cascade,
  -- of the edition that it was made from
  revision bigint not null,
  lang text not null,
  -- what brings its words to their stems: a configuration of PostgreSQL, or kazakh or urdu, which
  -- have none and are folded by sound
  stemming text not null,
  published_at timestamptz not null,
  -- authors, tags, sections with those above them, and a hash of the stemming, to filter by
  terms uuid[] not null,
  -- those that it names itself, to count by
  authors uuid[] not null,
  sections uuid[] not null,
  tags uuid[] not null,
  -- Weights: A title, B kicker, bylines and tags, C standfirst, D body. Empty where it is kept out
  -- of search.
  words tsvector not null,
  -- the words of A, B and C, and hashes of each with any one letter left out: two words that differ
  -- by one letter have one in common
  names text not null,
  near int[] not null,
  -- what a hit shows, as JSON, and the text that its extract is cut from
  shown text not null,
  body text not null
);

-- One index for both, so that a filter narrows what a frequent word finds before a row is read.
create index ix_search_document_words on search_document using gin (words, terms);
create index ix_search_document_near on search_document using gin (near);
create index ix_search_document_stemming on search_document (stemming, published_at desc, article_id desc);
