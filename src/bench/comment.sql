\set article random(1, :articles)
begin;
insert into bench_comment (article, name, body) values (:article, 'Reader', 'I walked across it, and it held.');
insert into bench_count values (:article, 1) on conflict (article) do update set views = bench_count.views + 1;
commit;
