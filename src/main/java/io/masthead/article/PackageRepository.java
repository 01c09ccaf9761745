package io.masthead.article;

import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Every query on packages. */
@ApplicationScoped
class PackageRepository implements PanacheRepositoryBase<ArticlePackage, UUID> {

  private static final String ITEMS =
      """
      select i.package_id, a.id, a.version, a.state, a.title
      from article_package_item i join article a on a.id = i.article_id
      where i.package_id = any (?::uuid[]) order by i.package_id, i.position
      """;

  private static final String CLEAR = "delete from article_package_item where package_id = ?";

  private static final String PLACE =
      """
      insert into article_package_item (package_id, position, article_id)
      select ?, n, a from unnest(?::uuid[]) with ordinality as given (a, n)
      """;

  /** In the order in which all lock several articles. */
  private static final String HOLD =
      """
      select a.id from article_package_item i join article a on a.id = i.article_id
      where i.package_id = ? order by a.id for update of a
      """;

  private static final String CLAIM_DUE =
      """
      select id from article_package
      where scheduled_for <= ? and id <> all (?::uuid[])
      order by scheduled_for, id limit 1
      for update skip locked
      """;

  @Inject Sql sql;

  Optional<ArticlePackage> findLocked(UUID id) {
    return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
  }

  /** Newest first: ids rise with time. */
  List<ArticlePackage> list(Cursors.Position at, int limit) {
    if (at == null) {
      return find("order by id desc").range(0, limit).list();
    }
    UUID id = UUID.fromString(at.key().get(0));
    return at.backward()
        ? find("id > ?1 order by id", id).range(0, limit).list()
        : find("id < ?1 order by id desc", id).range(0, limit).list();
  }

  /** The articles of these packages, by package, in order. */
  Map<UUID, List<PackageDetail.Item>> items(Collection<UUID> packages) {
    Map<UUID, List<PackageDetail.Item>> items = new HashMap<>();
    sql.list(
        ITEMS,
        row ->
            items
                .computeIfAbsent(Sql.uuid(row, "package_id"), id -> new ArrayList<>())
                .add(
                    new PackageDetail.Item(
                        Sql.uuid(row, "id"),
                        row.getInt("version"),
                        ArticleState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                        row.getString("title"))),
        packages);
    return items;
  }

  /** Which of these are articles. */
  List<UUID> known(Collection<UUID> articles) {
    return sql.list(
        "select id from article where id = any (?::uuid[])", row -> Sql.uuid(row, "id"), articles);
  }

  /** Puts these articles in the place of those that stood there. */
  void place(UUID whole, List<UUID> articles) {
    sql.update(CLEAR, whole);
    sql.update(PLACE, whole, articles);
  }

  /** Locks its articles until the transaction ends. */
  void holdArticles(UUID whole) {
    sql.list(HOLD, row -> 1, whole);
  }

  /** The id of a package that is due, held by this transaction, if any is. */
  Optional<UUID> claimDue(Instant now, Collection<UUID> except) {
    return sql.first(CLAIM_DUE, row -> Sql.uuid(row, "id"), now, except);
  }
}
