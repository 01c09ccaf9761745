-- The zone that a time was asked in, and what its clocks were to show, so that a changed rule of the
-- zone can be seen.
alter table article
  add column scheduled_zone text,
  add column scheduled_local timestamp,
  add column unpublish_at timestamptz,
  add column unpublish_zone text,
  add column unpublish_local timestamp,
  add column embargo_until timestamptz,
  add column embargo_reason text constraint ck_article_embargo_reason
    check (char_length(embargo_reason) between 1 and 500),
  add column embargo_by uuid constraint fk_article_embargo_by references api_key (id),
  add constraint ck_article_embargo check (num_nulls(embargo_until, embargo_reason, embargo_by) in (0, 3)),
  add constraint ck_article_unpublish_at check (unpublish_at is null or state in ('scheduled', 'published'));

create index ix_article_ended on article (unpublish_at, id) where unpublish_at is not null;
create index ix_article_plan on article (scheduled_for, id) where scheduled_for is not null;
drop index ix_article_due;

alter table article_revision
  drop constraint ck_article_revision_change,
  add constraint ck_article_revision_change check (change in ('created', 'edited', 'restored_revision',
    'submitted', 'withdrawn', 'scheduled', 'expiry_set', 'expiry_cancelled', 'embargoed', 'embargo_lifted',
    'published', 'unpublished', 'archived', 'taken_down', 'binned', 'restored', 'fell_back',
    'references_moved'));
