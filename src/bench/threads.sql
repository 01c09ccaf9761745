-- :n comments under an article: threads of five, each answering the one before, and one of them
-- 200 deep, of which what is deeper than the limit of 5 hangs there.
create function pg_temp.id(prefix text, n bigint) returns uuid language sql immutable as
  $$ select (prefix || lpad(to_hex(n), 8, '0') || '7000800000000000')::uuid $$;

insert into comment (id, version, article_id, parent_id, in_reply_to, path, depth, author_kind, author_name, body,
  html, wording, guest, state, reasons, reviewed, withdrawn, created_at, edit_token_hash, editable_until,
  reply_count, descendant_count, likes)
select pg_temp.id(:'prefix', n), 1, :'article',
  case when depth > 0 then pg_temp.id(:'prefix', top + depth - 1) end,
  case when n - top > depth then pg_temp.id(:'prefix', n - 1) end,
  (select string_agg(uuid_send(pg_temp.id(:'prefix', k)), ''::bytea order by k)
   from (select generate_series(top, top + depth - 1) union select n) chain (k)),
  depth, 'guest', 'Reader ' || n % 977, 'I walked across it, and it held. Number ' || n,
  '<p>I walked across it, and it held. Number ' || n || '</p>', sha256(int8send(n)), sha256(int8send(n)),
  'published', '', true, false, now() - (:n - n) * interval '1 second', sha256(int8send(n)), now(),
  0, 0, n % 7
from (
  select n, top, least(n - top, 5) as depth
  from (
    select n, case when n > :n - 200 then :n - 199 else n - (n - 1) % 5 end as top from generate_series(1, :n::bigint) n
  ) threads
) placed;

update comment c set descendant_count = below.whole, reply_count = below.direct
from (
  select a.id, count(*) as whole, count(*) filter (where c.parent_id = a.id) as direct
  from comment c
  cross join lateral (
    select encode(substring(c.path from 16 * k + 1 for 16), 'hex')::uuid as id from generate_series(0, c.depth - 1) k
  ) a
  where c.article_id = :'article' group by 1
) below
where c.id = below.id;

update edition_count set comments = :n where article_id = :'article';
