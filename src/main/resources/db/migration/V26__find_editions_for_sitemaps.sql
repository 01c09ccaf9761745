-- Sitemaps go by the month of publication, and leave out what search engines are not to keep and
-- what stands elsewhere first. The document is compact, and in its texts no quote stands without a
-- backslash, so that these find members alone. Editions are published while it is built; what a
-- start that was cut off has left of it is taken away.
drop index concurrently if exists ix_edition_sitemap;
create index concurrently ix_edition_sitemap on edition (published_at, article_id) include (sort_updated_at)
  where document not like '%"noindex":true%' and document not like '%"canonicalUrl":%';
