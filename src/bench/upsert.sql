\set article random(1, :articles)
insert into bench_count values (:article, 1) on conflict (article) do update set views = bench_count.views + 1;
