-- Two tags may not differ in case alone; names are stored in NFC. The ICU root collation folds case
-- alike on every server, and the C order of the result serves searches by prefix.
create unique index uq_tag_name on tag ((lower(name collate "und-x-icu")) collate "C");

create index ix_author_name_prefix on author ((lower(name collate "und-x-icu")) collate "C");
create index ix_author_sort_name_prefix on author ((lower(sort_name collate "und-x-icu")) collate "C");
create index ix_section_name_prefix on section ((lower(name collate "und-x-icu")) collate "C");
