-- What makes the documents of search looks through editions in the order in which they were revised.
-- They are published while this is built.
drop index concurrently if exists ix_edition_revision;
create index concurrently ix_edition_revision on edition (revision);
