package io.masthead.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.access.Caller;
import io.masthead.access.KeyService;
import io.masthead.article.ArticleService;
import io.masthead.author.AuthorService;
import io.masthead.comment.CommentService;
import io.masthead.comment.ModerationService;
import io.masthead.database.Sql;
import io.masthead.http.Json;
import io.masthead.taxonomy.SectionService;
import io.masthead.taxonomy.TagService;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Fills an empty database at the start, whole or not at all. The pieces keep their distances in
 * time, and the newest is two hours old, so that their comments are open.
 */
@ApplicationScoped
class SampleNewsroom {

  private static final Logger LOG = Logger.getLogger("io.masthead");
  private static final Duration AGE = Duration.ofHours(2);

  private static final Duration BETWEEN_COMMENTS = Duration.ofMinutes(7);

  /** An article as it was added; a draft has no time. */
  private record Added(UUID id, Instant publishedAt) {}

  /** Of replicas that start together one gets it; the others have nothing to wait for. */
  private static final String LOCK =
      "select pg_try_advisory_xact_lock(hashtextextended('masthead.sample', 0))";

  private static final String IS_EMPTY =
      """
      select not exists (select 1 from article) and not exists (select 1 from author)
        and not exists (select 1 from section) and not exists (select 1 from tag)
      """;

  @Inject SampleConfig config;
  @Inject Sql sql;
  @Inject KeyService keys;
  @Inject AuthorService authors;
  @Inject SectionService sections;
  @Inject TagService tags;
  @Inject ArticleService articles;
  @Inject CommentService comments;
  @Inject ModerationService moderation;
  @Inject ObjectMapper json;
  @Inject Clock clock;

  @Transactional
  void fill(@Observes StartupEvent event) {
    if (!config.sample()) {
      return;
    }
    if (!sql.first(LOCK, row -> row.getBoolean(1)).orElseThrow()
        || !sql.first(IS_EMPTY, row -> row.getBoolean(1)).orElseThrow()) {
      return;
    }
    JsonNode newsroom = read();
    Caller caller = keys.administrator();
    newsroom.path("sections").forEach(section -> sections.add((ObjectNode) section, caller));
    newsroom.path("tags").forEach(tag -> tags.add((ObjectNode) tag, caller));
    newsroom.path("authors").forEach(author -> authors.add((ObjectNode) author, caller));
    Map<String, Added> added = addArticles(newsroom.path("articles"), caller);
    addComments(newsroom.path("comments"), added, caller);
    LOG.infof("Sample newsroom: %d articles", added.size());
  }

  private Map<String, Added> addArticles(JsonNode all, Caller caller) {
    Duration shift = Duration.between(newest(all), clock.instant().minus(AGE));
    Map<String, Added> added = new HashMap<>();
    for (JsonNode article : all) {
      ObjectNode request = article.deepCopy();
      JsonNode time = request.remove("publishedAt");
      request.remove("state");
      UUID id = articles.add(request, caller);
      Instant at = time == null ? null : Json.parseInstant(time.asText()).plus(shift);
      if (at != null) {
        articles.publishAsOf(id, at, caller);
      }
      added.put(request.get("slug").asText(), new Added(id, at));
    }
    return added;
  }

  /** Each some minutes after the one before, on the day of its article. */
  private void addComments(JsonNode all, Map<String, Added> added, Caller caller) {
    Map<String, UUID> ids = new HashMap<>();
    for (JsonNode comment : all) {
      Added article = added.get(comment.get("article").asText());
      ObjectNode request = json.createObjectNode().put("body", comment.get("body").asText());
      request.putObject("author").put("name", comment.get("name").asText());
      if (comment.has("parent")) {
        request.put("parentId", ids.get(comment.get("parent").asText()).toString());
      }
      Instant then = article.publishedAt().plus(BETWEEN_COMMENTS.multipliedBy(ids.size() + 1L));
      UUID id = comments.add(article.id(), request, then);
      ids.put(comment.get("ref").asText(), id);
      if (comment.get("state").asText().equals("published")) {
        moderation.approve(id, caller);
      }
    }
  }

  private static Instant newest(JsonNode articles) {
    Instant newest = Instant.MIN;
    for (JsonNode article : articles) {
      if (article.has("publishedAt")) {
        Instant at = Json.parseInstant(article.get("publishedAt").asText());
        newest = at.isAfter(newest) ? at : newest;
      }
    }
    return newest;
  }

  private JsonNode read() {
    try (InputStream in = SampleNewsroom.class.getResourceAsStream("/sample/newsroom.json")) {
      return json.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
