-- Notes what migrations do to tables that hold something: which they write anew, and on which they
-- build an index, with or without those who write there waiting until it is there.
create schema upgrade_watch;
create table upgrade_watch.before as
select oid as id from pg_class
where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and reltuples > 1000;
create table upgrade_watch.rewritten (what text not null);
create table upgrade_watch.built (what text not null, alongside boolean not null);

create function upgrade_watch.note_rewritten() returns event_trigger language plpgsql as $$
begin
  insert into upgrade_watch.rewritten
  select id::regclass::text from upgrade_watch.before where id = pg_event_trigger_table_rewrite_oid();
end $$;

create function upgrade_watch.note_built() returns event_trigger language plpgsql as $$
begin
  insert into upgrade_watch.built
  select i.indexrelid::regclass::text, current_query() ~* 'concurrently'
  from pg_event_trigger_ddl_commands() d
  join pg_index i on i.indexrelid = d.objid
  join upgrade_watch.before b on b.id = i.indrelid
  where d.object_type = 'index';
end $$;

create event trigger note_rewritten on table_rewrite execute function upgrade_watch.note_rewritten();
create event trigger note_built on ddl_command_end when tag in ('CREATE INDEX') execute function upgrade_watch.note_built();
