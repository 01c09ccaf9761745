package io.masthead.support;

import io.masthead.cache.ResponseCache;
import io.masthead.http.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Throw-away: published articles by SQL. */
@ApplicationScoped
public class Published {

  @Inject ResponseCache cache;
  @Inject DataSource database;

  public UUID article(String slug) {
    return article(slug, "open", "post", "now()");
  }

  public UUID article(String slug, String mode, String moderation, String firstPublishedAt) {
    UUID id = io.masthead.time.Ids.next();
    run(
        "insert into article (id, version, state, lang, slug, title, content, created_at,"
            + " created_by, owner_id, modified_at, modified_by) select '"
            + id
            + "', 1, 'published', 'en', '"
            + slug
            + "', 't', '{}', now(), k.id, k.id, now(), k.id from (select id from api_key limit 1)"
            + " k");
    run(
        "insert into edition (article_id, revision, lang, slug, title, published_at,"
            + " first_published_at, modified_at, sort_updated_at, comment_mode, comment_moderation,"
            + " document, blocks, html, plain) values ('"
            + id
            + "', nextval('edition_revision'), 'en', '"
            + slug
            + "', 't', now(), "
            + firstPublishedAt
            + ", now(), now(), '"
            + mode
            + "', '"
            + moderation
            + "', '"
            + document(id, slug, mode)
            + "', '[]', '', '')");
    run("insert into edition_slug values ('en', '" + slug + "', '" + id + "')");
    run(
        "insert into edition_count (article_id, comments_off) values ('"
            + id
            + "', "
            + mode.equals("off")
            + ")");
    return id;
  }

  /** As the desk hands it down: lists of all articles show these, too. */
  private static String document(UUID id, String slug, String mode) {
    return """
    {"id": "%s", "slug": "%s", "lang": "en", "dir": "ltr", "title": "t", "genre": "news",
    "bylines": [], "sections": [], "tags": [], "publishedAt": "%3$s",
    "firstPublishedAt": "%3$s", "modifiedAt": "%3$s", "wordCount": 0, "readingMinutes": 0,
    "access": "free", "syndication": {"allowed": true}, "seo": {"noindex": false},
    "corrections": [], "translations": [], "comments": {"mode": "%4$s", "moderation": "post"}}\
    """
        .formatted(id, slug, Json.format(Instant.now()), mode);
  }

  public void addSlug(UUID id, String slug) {
    run("insert into edition_slug values ('en', '" + slug + "', '" + id + "')");
  }

  public void unpublish(UUID id) {
    run("delete from edition where article_id = '" + id + "'");
  }

  public void takeDown(UUID id) {
    unpublish(id);
    run("insert into edition_takedown values ('" + id + "', 'legal', now())");
  }

  public void run(String sql) {
    try (Connection c = database.getConnection();
        PreparedStatement s = c.prepareStatement(sql)) {
      s.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    cache.changed(Set.of(ResponseCache.EVERYTHING));
  }

  public long number(String sql) {
    try (Connection c = database.getConnection();
        PreparedStatement s = c.prepareStatement(sql);
        var r = s.executeQuery()) {
      r.next();
      return r.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
