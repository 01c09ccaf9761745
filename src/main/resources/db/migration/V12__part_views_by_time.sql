-- Hits go by day and hours by month, so that what is old goes by dropping a table. What is there
-- becomes the default part, which also takes whatever has no part of its own yet.

alter table view_hit rename to view_hit_default;
alter table view_hit_default rename constraint pk_view_hit to pk_view_hit_default;
-- A hit lives two days, and is only entered with a count of a published article: a look at the
-- article for each hit would lock the one row that a front page shares.
alter table view_hit_default drop constraint fk_view_hit_article;
create table view_hit (
  day date not null,
  article_id uuid not null,
  visitor bytea not null,
  -- when a hit of this visitor was counted last, and how many of the day were
  counted_at timestamptz not null,
  views int not null constraint ck_view_hit_views check (views >= 1),
  constraint pk_view_hit primary key (day, article_id, visitor)
) partition by range (day);
alter table view_hit attach partition view_hit_default default;

alter table view_hour rename to view_hour_default;
alter table view_hour_default rename constraint pk_view_hour to pk_view_hour_default;
create table view_hour (
  article_id uuid not null constraint fk_view_hour_article references article (id) on delete cascade,
  hour timestamptz not null,
  views bigint not null constraint ck_view_hour_views check (views >= 0),
  -- those whose first counted hit of the day fell into this hour
  visitors bigint not null constraint ck_view_hour_visitors check (visitors between 0 and views),
  constraint pk_view_hour primary key (article_id, hour)
) partition by range (hour);
alter table view_hour attach partition view_hour_default default;
create index ix_view_hour_hour on view_hour (hour, article_id);

-- UTC days, kept for good: an article's views are the sum of its days and of what was imported.
create table view_day (
  article_id uuid not null constraint fk_view_day_article references article (id) on delete cascade,
  day date not null,
  views bigint not null constraint ck_view_day_views check (views >= 0),
  visitors bigint not null constraint ck_view_day_visitors check (visitors between 0 and views),
  constraint pk_view_day primary key (article_id, day)
) with (fillfactor = 70);
create index ix_view_day_day on view_day (day, article_id);
insert into view_day (article_id, day, views, visitors)
select article_id, (hour at time zone 'UTC')::date, sum(views), sum(visitors)
from view_hour group by 1, 2;

-- Where readers came from: hosts alone. At most 50 an article and day; what is more is 'other'.
create table view_referrer (
  article_id uuid not null constraint fk_view_referrer_article references article (id) on delete cascade,
  day date not null,
  host text not null constraint ck_view_referrer_host check (char_length(host) between 1 and 253),
  views bigint not null constraint ck_view_referrer_views check (views >= 1),
  constraint pk_view_referrer primary key (article_id, day, host)
) with (fillfactor = 70);
create index ix_view_referrer_day on view_referrer (day, article_id);

-- What another system had counted before. Without a day: a total whose days nobody knows.
create table view_import (
  source text not null constraint ck_view_import_source check (char_length(source) between 1 and 60),
  article_id uuid not null constraint fk_view_import_article references article (id) on delete cascade,
  day date,
  views bigint not null constraint ck_view_import_views check (views >= 0),
  constraint uq_view_import unique nulls not distinct (article_id, source, day)
);
create index ix_view_import_day on view_import (day, article_id);
