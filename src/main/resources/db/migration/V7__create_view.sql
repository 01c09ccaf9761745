-- 32 random bytes a UTC day. Destroyed when no window reaches into the day any more, and with them
-- the last means to tell whose the hits were.
create table view_salt (
  day date constraint pk_view_salt primary key,
  salt bytea not null constraint ck_view_salt_salt check (octet_length(salt) = 32)
);

-- One row a day, article and visitor, who is a keyed hash under the day's salt. The day stands first,
-- so that old rows go by one range, and the table can be partitioned by it.
create table view_hit (
  day date not null,
  article_id uuid not null constraint fk_view_hit_article references article (id) on delete cascade,
  visitor bytea not null,
  -- when a hit of this visitor was counted last, and how many of the day were
  counted_at timestamptz not null,
  views int not null constraint ck_view_hit_views check (views >= 1),
  constraint pk_view_hit primary key (day, article_id, visitor)
) with (fillfactor = 80);

-- The series. An article's views are the sum of its hours.
create table view_hour (
  article_id uuid not null constraint fk_view_hour_article references article (id) on delete cascade,
  hour timestamptz not null,
  views bigint not null constraint ck_view_hour_views check (views >= 0),
  -- those whose first counted hit of the day fell into this hour
  visitors bigint not null constraint ck_view_hour_visitors check (visitors between 0 and views),
  constraint pk_view_hour primary key (article_id, hour)
) with (fillfactor = 70);
