-- The foreign key looks here when a section goes or hands its articles over.
create index ix_edition_section_id on edition (section_id) where section_id is not null;
