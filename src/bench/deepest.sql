select id from comment where article_id = :'article' order by depth desc, id desc limit 1;
