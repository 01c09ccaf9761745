package io.masthead.article;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.body.Body;
import io.masthead.body.Warning;
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

  @Inject ArticleRepository articles;
  @Inject ArticleCorrectionRepository corrections;
  @Inject EditLockRepository locks;
  @Inject Clock clock;
  @Inject ObjectMapper json;

  Relations relations(Article article) {
    Map<String, List<ArticleRepository.TermRow>> terms = articles.terms(article.id);
    return new Relations(
        articles.bylines(article.id),
        terms.get("primary").stream().map(ArticleAssembly::term).findFirst().orElse(null),
        terms.get("section").stream().map(ArticleAssembly::term).toList(),
        terms.get("tag").stream().map(ArticleAssembly::term).toList());
  }

  ObjectNode content(Article article) {
    return tree(json, article.content);
  }

  static ObjectNode tree(ObjectMapper json, String content) {
    try {
      return (ObjectNode) json.readTree(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What an editor wrote, as it would be sent again: the target of a patch. */
  ObjectNode writable(Article article) {
    ObjectNode tree = content(article);
    tree.put("lang", article.lang);
    tree.put("slug", article.slug);
    ArticleAssembly.Relations relations = relations(article);
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
  List<Fault> faults(Article article) {
    List<Fault> faults = new ArrayList<>();
    if (articles.bylines(article.id).isEmpty()) {
      faults.add(Fault.at("/bylines", "required", "a byline is needed to publish"));
    }
    if (body(content(article)).isEmpty()) {
      faults.add(Fault.at("/body", "required", "a body is needed to publish"));
    }
    return faults;
  }

  /**
   * @param unpublished the members that readers do not have yet, or null where it is not published
   */
  ArticleDetail detail(
      Article article, BodyFormat format, List<String> unpublished, List<Warning> warnings) {
    ObjectNode content = content(article);
    ArticleRequest written = written(content);
    Body body = body(content);
    Relations relations = relations(article);
    int words = Text.words(body.text(), article.lang);
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
        relations.section(),
        relations.sections(),
        relations.tags(),
        ArticleBody.of(body, format),
        written.access(),
        breaking(written),
        pinned(written),
        source(written),
        written.canonicalUrl(),
        written.rights(),
        syndication(written),
        seo(written, false),
        corrections.all(article.id),
        new ArticleDetail.Comments(mode(written), moderation(written)),
        written.note(),
        words,
        Text.readingMinutes(words),
        article.createdAt,
        article.createdBy,
        article.modifiedAt,
        article.modifiedBy,
        article.firstPublishedAt,
        article.publishedAt,
        article.updatedAt,
        article.publishedVersion,
        article.scheduledFor,
        article.takenDownReason == null
            ? null
            : TakedownReason.valueOf(article.takenDownReason.toUpperCase(Locale.ROOT)),
        article.binnedAt,
        locks.find(article.id, clock.instant()).orElse(null),
        article.hasUnpublishedChanges(),
        unpublished,
        warnings);
  }

  Edition edition(Article article) {
    return edition(article, article.publishedAt, article.firstPublishedAt);
  }

  /** The edition that it would be if it were published as it is; nothing of it is changed. */
  Edition preview(Article article, Instant now) {
    Instant at =
        Stream.of(article.scheduledFor, article.publishedAt, now)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();
    return edition(article, at, article.firstPublishedAt == null ? at : article.firstPublishedAt);
  }

  private Edition edition(Article article, Instant publishedAt, Instant firstPublishedAt) {
    ObjectNode content = content(article);
    ArticleRequest written = written(content);
    Body body = body(content);
    Relations relations = relations(article);
    List<ArticleDocument.Correction> told =
        corrections.all(article.id).stream().map(CorrectionDetail::told).toList();
    boolean retracted = told.stream().anyMatch(c -> c.kind() == CorrectionKind.RETRACTION);
    int words = Text.words(body.text(), article.lang);
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
            relations.section(),
            relations.sections(),
            relations.tags(),
            publishedAt,
            firstPublishedAt,
            article.updatedAt,
            article.modifiedAt,
            words,
            Text.readingMinutes(words),
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
            null);
    List<UUID> sections = new ArrayList<>();
    if (relations.section() != null) {
      sections.add(relations.section().id());
    }
    relations.sections().forEach(s -> sections.add(s.id()));
    return new Edition(
        document,
        body,
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
