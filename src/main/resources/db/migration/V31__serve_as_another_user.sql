-- The service may serve as another user than the one that migrates and owns everything. Then it can
-- neither change the schema nor what is only added to. With one user nothing of this has an effect.

-- Makes the part of view_hit for a day, or of view_hour for the month that begins on it. It is made
-- apart and then attached, so that hits go on meanwhile. Runs as the owner, whoever calls it.
create function make_view_part(parent text, start date) returns void language plpgsql security definer as $$
declare
  part text;
  low text;
  high text;
  storage text;
begin
  if parent = 'view_hit' and isfinite(start) then
    part := parent || to_char(start, '_YYYY_MM_DD');
    low := start::text;
    high := (start + 1)::text;
    storage := 'fillfactor = 80';
  elsif parent = 'view_hour' and isfinite(start) and extract(day from start) = 1 then
    part := parent || to_char(start, '_YYYY_MM');
    low := start || ' 00:00+00';
    high := (start + interval '1 month')::date || ' 00:00+00';
    storage := 'fillfactor = 70';
  else
    raise exception '% has no part that begins on %', parent, start using errcode = 'invalid_parameter_value';
  end if;
  execute format('create table %I (like %I including defaults including constraints) with (%s)', part, parent, storage);
  execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, part, low, high);
end $$;

-- Drops such a part, and nothing else.
create function drop_view_part(part text) returns void language plpgsql security definer as $$
begin
  perform from pg_inherits
  where inhrelid = to_regclass(quote_ident(part))
    and inhparent in ('view_hit'::regclass, 'view_hour'::regclass)
    and part !~ '_default$';
  if not found then
    raise exception '% is no part of views', part using errcode = 'invalid_parameter_value';
  end if;
  execute format('drop table %I', part);
end $$;

revoke execute on function make_view_part(text, date), drop_view_part(text) from public;

-- What runs as the owner finds its tables here alone, not where its caller would have it look.
do $$
begin
  execute format('alter function make_view_part(text, date) set search_path = %I, pg_temp', current_schema());
  execute format('alter function drop_view_part(text) set search_path = %I, pg_temp', current_schema());
end $$;

-- Gives the user as whom the service runs what it needs, and takes from it what it does not: called
-- by the owner after each migration. Where all is as it should be it changes nothing. A migration
-- that adds what is only added to, or runs as the owner, writes it anew.
create function admit_service(service name) returns void language plpgsql as $$
declare
  home name := current_schema();
  -- by table, what may be done with it where it is not everything
  only_added_to text[] := array['audit_entry', 'article_revision', 'article_correction', 'comment_policy_entry',
    'signing_key'];
  erased text := 'moderation_entry';
  held record;
begin
  -- Replicas that start at once would change the same rows.
  perform pg_advisory_xact_lock(hashtext('masthead.admit_service'));
  if pg_has_role(service, current_user, 'usage') then
    raise warning '% may do what % may, so that nothing is kept from it', service, current_user;
    return;
  end if;

  if not has_schema_privilege(service, home, 'usage') then
    execute format('grant usage on schema %I to %I', home, service);
  end if;
  -- As it was by default before PostgreSQL 15.
  if has_schema_privilege(service, home, 'create') then
    execute format('revoke create on schema %I from public, %I', home, service);
  end if;

  -- The release before goes on serving while a migration adds tables that its triggers write into.
  if not exists (
    select from pg_default_acl d, aclexplode(d.defaclacl) a
    where d.defaclrole = current_user::regrole and d.defaclnamespace = home::regnamespace
      and a.grantee = service::regrole
  ) then
    execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to %I',
      home, service);
    execute format('alter default privileges in schema %I grant usage on sequences to %I', home, service);
  end if;

  for held in
    with wanted as (
      select c.oid, c.relname, c.relacl,
        case
          when c.relkind = 'S' then array['USAGE']
          when c.relname = 'flyway_schema_history' then array[]::text[]
          when c.relkind = 'v' then array['SELECT']
          when c.relname = any (only_added_to) or c.relname = erased then array['INSERT', 'SELECT']
          else array['DELETE', 'INSERT', 'SELECT', 'UPDATE']
        end as privileges,
        case when c.relkind = 'S' then 'sequence' else 'table' end as kind
      from pg_class c
      where c.relnamespace = home::regnamespace and c.relkind in ('r', 'p', 'v', 'S')
    )
    select w.relname, w.kind, array_to_string(w.privileges, ', ') as privileges
    from wanted w
    where w.privileges is distinct from array(
      select a.privilege_type from aclexplode(w.relacl) a where a.grantee = service::regrole order by 1)
  loop
    execute format('revoke all on %s %I from %I', held.kind, held.relname, service);
    if held.privileges <> '' then
      execute format('grant %s on %s %I to %I', held.privileges, held.kind, held.relname, service);
    end if;
  end loop;

  -- A person's name is taken out of notes of them.
  if not has_column_privilege(service, erased, 'note', 'update') then
    execute format('grant update (note) on %I to %I', erased, service);
  end if;
  if not has_function_privilege(service, 'make_view_part(text, date)', 'execute')
    or not has_function_privilege(service, 'drop_view_part(text)', 'execute')
  then
    execute format('grant execute on function make_view_part(text, date), drop_view_part(text) to %I', service);
  end if;
end $$;

revoke execute on function admit_service(name) from public;
