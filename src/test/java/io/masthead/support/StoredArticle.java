package io.masthead.support;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * A draft written straight into its table, for rooms below the desk that only need one to exist.
 */
public final class StoredArticle {

  private static final String INSERT =
      """
      insert into article (id, version, state, lang, slug, title, content, created_at, created_by,
        owner_id, modified_at, modified_by)
      select ?, 1, 'draft', 'en', ?, 'Stored', '{}', now(), k.id, k.id, now(), k.id
      from api_key k limit 1
      """;
  private static final String BYLINE =
      "insert into article_author (article_id, position, author_id, role) values (?, 0, ?, 'writer')";
  private static final String SECTION =
      "insert into article_section (article_id, section_id, position) values (?, ?, 0)";
  private static final String TAG =
      "insert into article_tag (article_id, tag_id, position) values (?, ?, 0)";

  private StoredArticle() {}

  public static void by(DataSource database, UUID author) throws SQLException {
    store(database, BYLINE, author);
  }

  public static void in(DataSource database, UUID section) throws SQLException {
    store(database, SECTION, section);
  }

  public static void about(DataSource database, UUID tag) throws SQLException {
    store(database, TAG, tag);
  }

  private static void store(DataSource database, String sql, UUID of) throws SQLException {
    UUID id = UUID.randomUUID();
    try (Connection connection = database.getConnection();
        PreparedStatement article = connection.prepareStatement(INSERT);
        PreparedStatement use = connection.prepareStatement(sql)) {
      article.setObject(1, id);
      article.setString(2, "stored-" + id);
      article.executeUpdate();
      use.setObject(1, id);
      use.setObject(2, of);
      use.executeUpdate();
    }
  }
}
