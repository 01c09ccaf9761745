-- Events name the cache tags that a CDN drops for them.
alter table event_outbox drop constraint ck_event_outbox_data;
alter table event_outbox add constraint ck_event_outbox_data check (char_length(data) <= 24000);

-- Whom events are sent to. A secret has to sign, so it is kept as it is, like the keys of signing_key; for a while after a
-- rotation the one before signs, too. Everything of the line up to position is among the deliveries.
create table webhook (
  id uuid constraint pk_webhook primary key,
  version integer not null constraint ck_webhook_version check (version >= 1),
  url text not null constraint ck_webhook_url check (char_length(url) between 1 and 2000),
  name text constraint ck_webhook_name check (char_length(name) between 1 and 120),
  events text[] not null constraint ck_webhook_events check (cardinality(events) between 1 and 20),
  enabled boolean not null,
  disabled_reason text
    constraint ck_webhook_disabled_reason check (disabled_reason in ('asked', 'gone', 'failing')),
  disabled_at timestamptz,
  failing_since timestamptz,
  delivered_at timestamptz,
  position bigint not null,
  secret bytea not null constraint ck_webhook_secret check (octet_length(secret) between 24 and 64),
  old_secret bytea constraint ck_webhook_old_secret check (octet_length(old_secret) between 24 and 64),
  old_secret_until timestamptz,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  constraint ck_webhook_enabled check (enabled = (disabled_reason is null) and enabled = (disabled_at is null)),
  constraint ck_webhook_rotation check ((old_secret is null) = (old_secret_until is null))
);

-- What was sent, is being sent and is to be sent to each, with its latest try. Those of the line have a position, and go in
-- its order, one at a time: the first one that is pending is claimed by a replica until claimed_until, and none behind it.
create table webhook_delivery (
  id uuid constraint pk_webhook_delivery primary key,
  webhook_id uuid not null constraint fk_webhook_delivery_webhook references webhook (id) on delete cascade,
  kind text not null constraint ck_webhook_delivery_kind check (kind in ('event', 'notice', 'replay', 'test')),
  position bigint,
  event_id uuid not null,
  type text not null constraint ck_webhook_delivery_type check (char_length(type) between 1 and 40),
  body text not null constraint ck_webhook_delivery_body check (char_length(body) <= 25000),
  state text not null constraint ck_webhook_delivery_state check (state in ('pending', 'delivered', 'failed')),
  attempts integer not null default 0,
  created_at timestamptz not null,
  next_at timestamptz,
  claim uuid,
  claimed_until timestamptz,
  attempted_at timestamptz,
  took_ms integer,
  outcome text constraint ck_webhook_delivery_outcome check (char_length(outcome) <= 40),
  url text,
  request_headers text,
  status integer,
  answer_headers text,
  answer_body text constraint ck_webhook_delivery_answer_body check (char_length(answer_body) <= 65536),
  answer_cut boolean,
  error text constraint ck_webhook_delivery_error check (char_length(error) <= 500),
  constraint ck_webhook_delivery_line check ((kind = 'event') = (position is not null)),
  constraint ck_webhook_delivery_next check ((state = 'pending') = (next_at is not null))
);

-- An event is sent to each once, whatever is tried twice.
create unique index uq_webhook_delivery_position on webhook_delivery (webhook_id, position) where position is not null;

-- The list of one, newest first.
create index ix_webhook_delivery_webhook on webhook_delivery (webhook_id, id desc);

-- The head of each line, and what goes beside the lines.
create index ix_webhook_delivery_line on webhook_delivery (webhook_id, position) where state = 'pending' and position is not null;
create index ix_webhook_delivery_beside on webhook_delivery (next_at) where state = 'pending' and position is null;
