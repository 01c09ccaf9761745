-- All at one moment: what was noted before it is in these sums already.
with moved as (delete from term_move),
  viewed as (delete from term_view)
insert into term_count (kind, term_id, articles, views)
select 'author', k.author_id, count(*), sum(c.views)
from edition_author k join edition_count c on c.article_id = k.article_id group by k.author_id
union all
select 'section', k.section_id, count(*), sum(c.views)
from edition_section k join edition_count c on c.article_id = k.article_id group by k.section_id
union all
select 'tag', k.tag_id, count(*), sum(c.views)
from edition_tag k join edition_count c on c.article_id = k.article_id group by k.tag_id;
