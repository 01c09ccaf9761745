package io.masthead.view;

import io.masthead.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Every statement on what was imported. */
@ApplicationScoped
class ViewImportRepository {

  /** One number's place; the day is null for a sum. */
  record Key(UUID article, LocalDate day) {}

  private static final String READ =
      """
      with given as (
        select article_id, day from unnest(?::uuid[], ?::date[]) as given (article_id, day)
      )
      select i.article_id, i.day, i.views from given
      join view_import i on i.article_id = given.article_id and i.source = ? and i.day = given.day
      union all
      select i.article_id, i.day, i.views from given
      join view_import i on i.article_id = given.article_id and i.source = ? and i.day is null
      where given.day is null
      """;

  private static final String WRITE =
      """
      insert into view_import (source, article_id, day, views)
      select ?, article_id, day, views
      from unnest(?::uuid[], ?::date[], ?::bigint[]) as given (article_id, day, views)
      order by article_id, day
      on conflict (article_id, source, day) do update set views = excluded.views
      """;

  @Inject Sql sql;

  /** The numbers of a source that are there. */
  Map<Key, Long> read(String source, Collection<Key> keys) {
    Map<Key, Long> views = new HashMap<>();
    sql.list(
        READ,
        row ->
            views.put(
                new Key(Sql.uuid(row, "article_id"), row.getObject("day", LocalDate.class)),
                row.getLong("views")),
        articles(keys),
        days(keys),
        source,
        source);
    return views;
  }

  void write(String source, Map<Key, Long> views) {
    sql.update(
        WRITE, source, articles(views.keySet()), days(views.keySet()), List.copyOf(views.values()));
  }

  private static List<UUID> articles(Collection<Key> keys) {
    return keys.stream().map(Key::article).toList();
  }

  private static List<LocalDate> days(Collection<Key> keys) {
    return keys.stream().map(Key::day).toList();
  }
}
