-- What happened to what readers get, so that others can follow it. A change writes its events into the outbox, in its own
-- transaction; nothing there is ever waited for. Numbers taken by writers would not do: a lower one can be committed after
-- a higher one was read, and would be skipped. Transaction ids with the snapshot's xmin would order late commits, but one
-- long transaction of anybody holds all of them up, and a restored dump begins with other ids. So whichever replica holds
-- the one row of event_line numbers what is committed and moves it to event, in the order of the outbox: an event of an
-- article is written while its transaction holds the article, so that two of them are never numbered the wrong way round.
create table event_outbox (
  line bigint generated always as identity constraint pk_event_outbox primary key,
  id uuid not null,
  type text not null constraint ck_event_outbox_type check (char_length(type) between 1 and 40),
  subject uuid not null,
  data text not null constraint ck_event_outbox_data check (char_length(data) <= 4000),
  at timestamptz not null
);

-- A position is followed by the next one in the order in which they can be seen; none is ever seen late.
create table event (
  position bigint constraint pk_event primary key,
  id uuid not null,
  type text not null,
  subject uuid not null,
  data text not null,
  at timestamptz not null,
  numbered_at timestamptz not null default clock_timestamp()
);

-- The latest event of each article, written as they are numbered: what changed last, each once, is a range of these.
create table event_latest (
  article_id uuid constraint pk_event_latest primary key,
  position bigint not null,
  event_id uuid not null
);

create unique index uq_event_latest_position on event_latest (position);

create table event_line (
  id boolean constraint pk_event_line primary key default true constraint ck_event_line_one check (id),
  position bigint not null
);

insert into event_line (position) values (0);
