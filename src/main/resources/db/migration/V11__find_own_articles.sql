-- Below editors one sees one's own: by owner and by the key that made it; by byline there is an
-- index already.
create index ix_article_owner_id on article (owner_id);
create index ix_article_created_by on article (created_by);
