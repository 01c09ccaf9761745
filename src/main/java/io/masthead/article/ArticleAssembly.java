package io.masthead.article;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.body.Body;
import io.masthead.body.Warning;
import io.masthead.database.Sql;
import io.masthead.edition.ArticleBody;
import io.masthead.edition.ArticleDocument;
import io.masthead.edition.BodyFormat;
import io.masthead.edition.Byline;
import io.masthead.edition.BylineKind;
import io.masthead.edition.BylineRole;
import io.masthead.edition.CommentMode;
import io.masthead.edition.CommentModeration;
import io.masthead.edition.CorrectionKind;
import io.masthead.edition.Edition;
import io.masthead.edition.TermSummary;
import io.masthead.http.Fault;
import io.masthead.http.Json;
import io.masthead.text.Language;
import io.masthead.text.Text;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Puts a working copy together: as the newsroom sees it, and as the edition that readers get. */
@ApplicationScoped
class ArticleAssembly {

  /** What an article refers to. */
  record Relations(
      List<ArticleRepository.BylineRow> bylines,
      TermSummary section,
      List<TermSummary> sections,
      List<TermSummary> tags) {}

  /** A working copy as it stands, with all that it refers to, read once. */
  static final class Reading {

    final Article article;
    final ObjectNode content;
    final ArticleRequest written;
    final Body body;
    final Relations relations;
    final List<CorrectionDetail> corrections;
    private int words = -1;

    private Reading(
        Article article,
        ObjectNode content,
        ArticleRequest written,
        Body body,
        Relations relations,
        List<CorrectionDetail> corrections) {
      this.article = article;
      this.content = content;
      this.written = written;
      this.body = body;
      this.relations = relations;
      this.corrections = corrections;
    }

    int words() {
      if (words < 0) {
        words = Text.words(body.text(), article.lang);
      }
      return words;
    }
  }

  @Inject Sql sql;
  @Inject ArticleRepository articles;
  @Inject ArticleCorrectionRepository corrections;
  @Inject EditLockRepository locks;
  @Inject Clock clock;
  @Inject ObjectMapper json;

  Reading read(Article article) {
    Sql.Together asked = sql.together();
    Supplier<Reading> reading = read(article, asked);
    asked.run();
    return reading.get();
  }

  /** The same of each, with what it refers to held as it is until the transaction ends. */
  List<Reading> hold(List<Article> held) {
    Sql.Together asked = sql.together();
    articles.holdReferences(held.stream().map(article -> article.id).toList(), asked);
    List<Supplier<Reading>> readings = held.stream().map(article -> read(article, asked)).toList();
    asked.run();
    return readings.stream().map(Supplier::get).toList();
  }

  private Supplier<Reading> read(Article article, Sql.Together asked) {
    Supplier<List<ArticleRepository.BylineRow>> bylines = articles.bylines(article.id, asked);
    Supplier<Map<String, List<ArticleRepository.TermRow>>> terms =
        articles.terms(article.id, asked);
    Supplier<List<CorrectionDetail>> corrected = corrections.all(article.id, asked);
    return () -> {
      ObjectNode content = Json.object(json, article.content);
      return new Reading(
          article,
          content,
          written(content),
          body(content),
          relations(bylines.get(), terms.get()),
          corrected.get());
    };
  }

  private static Relations relations(
      List<ArticleRepository.BylineRow> bylines,
      Map<String, List<ArticleRepository.TermRow>> terms) {
    return new Relations(
        bylines,
        terms.get("primary").stream().map(ArticleAssembly::term).findFirst().orElse(null),
        terms.get("section").stream().map(ArticleAssembly::term).toList(),
        terms.get("tag").stream().map(ArticleAssembly::term).toList());
  }

  /** What an editor wrote, as it would be sent again: the target of a patch. */
  ObjectNode writable(Reading reading) {
    Article article = reading.article;
    ObjectNode tree = reading.content.deepCopy();
    tree.put("lang", article.lang);
    tree.put("slug", article.slug);
    Relations relations = reading.relations;
    if (relations.section() != null) {
      tree.put("section", relations.section().id().toString());
    }
    relations.sections().forEach(s -> tree.withArray("sections").add(s.id().toString()));
    relations.tags().forEach(t -> tree.withArray("tags").add(t.id().toString()));
    ArrayNode bylines = tree.putArray("bylines");
    for (ArticleRepository.BylineRow row : relations.bylines()) {
      ObjectNode byline = bylines.addObject();
      put(byline, "author", row.authorId() == null ? null : row.authorId().toString());
      put(byline, "name", row.name());
      put(byline, "role", row.role());
      put(byline, "kind", row.kind());
      put(byline, "affiliation", row.affiliation());
      put(byline, "note", row.note());
    }
    return tree;
  }

  private static void put(ObjectNode target, String member, String value) {
    if (value != null) {
      target.put(member, value);
    }
  }

  /** What is wanting before readers may get it. */
  List<Fault> faults(Reading reading) {
    List<Fault> faults = new ArrayList<>();
    if (reading.relations.bylines().isEmpty()) {
      faults.add(Fault.at("/bylines", "required", "a byline is needed to publish"));
    }
    if (reading.body.isEmpty()) {
      faults.add(Fault.at("/body", "required", "a body is needed to publish"));
    }
    return faults;
  }

  /**
   * @param unpublished the members that readers do not have yet, or null where it is not published
   */
  ArticleDetail detail(
      Reading reading, BodyFormat format, List<String> unpublished, List<Warning> warnings) {
    Article article = reading.article;
    ArticleRequest written = reading.written;
    Relations relations = reading.relations;
    return new ArticleDetail(
        article.id,
        article.version,
        article.state(),
        article.lang,
        Language.direction(article.lang),
        article.slug,
        article.title,
        headlines(written),
        written.kicker(),
        written.standfirst(),
        written.genre(),
        bylines(relations),
        written.creditLine(),
        relations.section(),
        relations.sections(),
        relations.tags(),
        ArticleBody.of(reading.body, format),
        written.access(),
        breaking(written),
        pinned(written),
        source(written),
        written.canonicalUrl(),
        written.rights(),
        syndication(written),
        seo(written, false),
        reading.corrections,
        new ArticleDetail.Comments(mode(written), moderation(written)),
        written.note(),
        reading.words(),
        Text.readingMinutes(reading.words()),
        article.createdAt,
        article.createdBy,
        article.modifiedAt,
        article.modifiedBy,
        article.firstPublishedAt,
        article.publishedAt,
        article.updatedAt,
        article.publishedVersion,
        article.scheduledFor,
        article.scheduledZone,
        article.unpublishAt,
        article.unpublishZone,
        article.embargoUntil == null
            ? null
            : new ArticleDetail.Embargo(
                article.embargoUntil, article.embargoReason, article.embargoBy),
        article.takenDownReason == null
            ? null
            : TakedownReason.valueOf(article.takenDownReason.toUpperCase(Locale.ROOT)),
        article.binnedAt,
        locks.find(article.id, clock.instant()).orElse(null),
        article.hasUnpublishedChanges(),
        unpublished,
        warnings);
  }

  Edition edition(Reading reading) {
    return edition(reading, reading.article.publishedAt, reading.article.firstPublishedAt);
  }

  /** The edition that it would be if it were published as it is; nothing of it is changed. */
  Edition preview(Reading reading, Instant now) {
    Article article = reading.article;
    Instant at =
        Stream.of(article.scheduledFor, article.publishedAt, now)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();
    return edition(reading, at, article.firstPublishedAt == null ? at : article.firstPublishedAt);
  }

  private Edition edition(Reading reading, Instant publishedAt, Instant firstPublishedAt) {
    Article article = reading.article;
    ArticleRequest written = reading.written;
    Relations relations = reading.relations;
    List<ArticleDocument.Correction> told =
        reading.corrections.stream().map(CorrectionDetail::told).toList();
    boolean retracted = told.stream().anyMatch(c -> c.kind() == CorrectionKind.RETRACTION);
    ArticleDocument document =
        new ArticleDocument(
            article.id,
            article.slug,
            article.lang,
            Language.direction(article.lang),
            article.title,
            headlines(written),
            written.kicker(),
            written.standfirst(),
            written.genre(),
            bylines(relations),
            written.creditLine(),
            relations.section(),
            relations.sections(),
            relations.tags(),
            publishedAt,
            firstPublishedAt,
            article.updatedAt,
            article.modifiedAt,
            reading.words(),
            Text.readingMinutes(reading.words()),
            written.access(),
            breaking(written),
            pinned(written),
            source(written),
            written.canonicalUrl(),
            written.rights(),
            syndication(written),
            seo(written, retracted),
            told,
            List.of(),
            new ArticleDocument.Comments(mode(written), moderation(written), null),
            null,
            null,
            null,
            null);
    List<UUID> sections = new ArrayList<>();
    if (relations.section() != null) {
      sections.add(relations.section().id());
    }
    relations.sections().forEach(s -> sections.add(s.id()));
    return new Edition(
        document,
        reading.body,
        written.pinned() == null ? null : written.pinned().until(),
        sections,
        relations.bylines().stream()
            .map(ArticleRepository.BylineRow::authorId)
            .filter(Objects::nonNull)
            .distinct()
            .toList(),
        relations.tags().stream().map(TermSummary::id).toList());
  }

  private ArticleRequest written(ObjectNode content) {
    try {
      return json.treeToValue(content, ArticleRequest.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  Body body(JsonNode content) {
    return Body.fromJson(json, content.path("body").toString());
  }

  private static TermSummary term(ArticleRepository.TermRow row) {
    return new TermSummary(row.id(), row.slug(), row.name());
  }

  private static List<Byline> bylines(Relations relations) {
    return relations.bylines().stream().map(ArticleAssembly::byline).toList();
  }

  private static Byline byline(ArticleRepository.BylineRow row) {
    String kind = row.kind() != null ? row.kind() : row.authorKind();
    return new Byline(
        row.name() != null ? row.name() : row.authorName(),
        BylineRole.valueOf(row.role().toUpperCase(Locale.ROOT)),
        kind == null ? BylineKind.GUEST : BylineKind.valueOf(kind.toUpperCase(Locale.ROOT)),
        row.authorId() == null
            ? null
            : new Byline.AuthorSummary(row.authorId(), row.authorSlug(), row.authorName()),
        row.affiliation(),
        row.note());
  }

  private static ArticleDocument.Headlines headlines(ArticleRequest written) {
    ArticleRequest.Headlines h = written.headlines();
    return h == null ? null : new ArticleDocument.Headlines(h.shortened(), h.social(), h.seo());
  }

  private static ArticleDocument.Breaking breaking(ArticleRequest written) {
    return written.breaking() == null
        ? null
        : new ArticleDocument.Breaking(written.breaking().until());
  }

  private static ArticleDocument.Pinned pinned(ArticleRequest written) {
    ArticleRequest.Pinned p = written.pinned();
    return p == null ? null : new ArticleDocument.Pinned(p.until(), p.scope(), p.rank());
  }

  private static ArticleDocument.Source source(ArticleRequest written) {
    ArticleRequest.Source s = written.source();
    return s == null ? null : new ArticleDocument.Source(s.name(), s.url());
  }

  private static ArticleDocument.Syndication syndication(ArticleRequest written) {
    return new ArticleDocument.Syndication(
        written.syndication() == null || written.syndication().allowed());
  }

  private static ArticleDocument.Seo seo(ArticleRequest written, boolean retracted) {
    ArticleRequest.Seo s = written.seo();
    return s == null
        ? new ArticleDocument.Seo(null, null, retracted)
        : new ArticleDocument.Seo(
            s.title(), s.description(), retracted || Boolean.TRUE.equals(s.noindex()));
  }

  private static CommentMode mode(ArticleRequest written) {
    return written.comments() == null ? CommentMode.OPEN : written.comments().mode();
  }

  private static CommentModeration moderation(ArticleRequest written) {
    return written.comments() == null ? CommentModeration.INHERIT : written.comments().moderation();
  }
}
