package io.masthead.author;

import io.masthead.database.Sql;
import io.masthead.text.Skeleton;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the authors' names look like, kept beside them so that one index finds a look-alike. */
@ApplicationScoped
class AuthorLooks {

  private static final String UNSEEN =
      """
      select a.id, a.name from author a
      where not exists (select from author_look l where l.author_id = a.id)
      """;

  private static final String FORGET = "delete from author_look where author_id = ?";

  private static final String KEEP =
      """
      insert into author_look (author_id, look)
      select author, look from unnest(?::uuid[], ?::text[]) as given (author, look)
      on conflict do nothing
      """;

  private static final String HAND_OVER =
      """
      with gone as (delete from author_look where author_id = ? returning look)
      insert into author_look (author_id, look) select ?, look from gone on conflict do nothing
      """;

  private static final String IS_SEEN =
      "select 1 from author_look where look = any (?::text[]) limit 1";

  @Inject Sql sql;

  /** Sees to the names that were given before looks were kept. */
  void keepMissing() {
    List<UUID> authors = new ArrayList<>();
    List<String> looks = new ArrayList<>();
    sql.list(UNSEEN, row -> Map.entry(Sql.uuid(row, "id"), row.getString("name")))
        .forEach(author -> add(author.getKey(), author.getValue(), authors, looks));
    if (!authors.isEmpty()) {
      sql.update(KEEP, authors, looks);
    }
  }

  /** In the place of the looks that the author's name had before. */
  void keep(UUID author, String name) {
    List<UUID> authors = new ArrayList<>();
    List<String> looks = new ArrayList<>();
    add(author, name, authors, looks);
    sql.update(FORGET, author);
    if (!authors.isEmpty()) {
      sql.update(KEEP, authors, looks);
    }
  }

  /** The other's name is taken for both from now on. */
  void handOver(UUID from, UUID to) {
    sql.update(HAND_OVER, from, to);
  }

  boolean has(String name) {
    return sql.first(IS_SEEN, row -> 1, Skeleton.ofName(name)).isPresent();
  }

  private static void add(UUID author, String name, List<UUID> authors, List<String> looks) {
    for (String look : Skeleton.ofName(name)) {
      authors.add(author);
      looks.add(look);
    }
  }
}
