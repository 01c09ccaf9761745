package io.masthead.edition;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/** A published article as readers get it. */
@Schema(name = "Article", description = "A published article")
public record ArticleDocument(
    @Schema(required = true) UUID id,
    @Schema(required = true, examples = "a-bridge-opens") String slug,
    @Schema(required = true, description = "BCP 47", examples = "en") String lang,
    @Schema(
            required = true,
            description = "Direction of its writing",
            enumeration = {"ltr", "rtl"})
        String dir,
    @Schema(required = true, examples = "A bridge opens") String title,
    Headlines headlines,
    @Schema(description = "The line above the title") String kicker,
    @Schema(description = "The lines under the title") String standfirst,
    @Schema(required = true) Genre genre,
    @Schema(required = true, description = "In the order printed") List<Byline> bylines,
    @Schema(description = "A line of credit under the bylines") String creditLine,
    @Schema(description = "The primary section") TermSummary section,
    @Schema(required = true, description = "Further sections") List<TermSummary> sections,
    @Schema(required = true) List<TermSummary> tags,
    @Schema(required = true, description = "What readers sort by") Instant publishedAt,
    @Schema(required = true) Instant firstPublishedAt,
    @Schema(description = "When a reader would say it was updated") Instant updatedAt,
    @Schema(required = true, description = "Any change; drives ETag") Instant modifiedAt,
    @Schema(required = true, description = "Words by Unicode segmentation") Integer wordCount,
    @Schema(required = true, description = "At 230 words a minute") Integer readingMinutes,
    @Schema(required = true) Access access,
    @Schema(description = "Present while it was called breaking; see until") Breaking breaking,
    @Schema(description = "Present where it was pinned; see until") Pinned pinned,
    Source source,
    @Schema(description = "Where the original stands, if elsewhere", format = "uri")
        String canonicalUrl,
    String rights,
    @Schema(required = true) Syndication syndication,
    @Schema(required = true) Seo seo,
    @Schema(required = true, description = "Oldest first") List<Correction> corrections,
    @Schema(required = true, description = "The same piece in other languages, published ones only")
        List<Translation> translations,
    @Schema(required = true) Comments comments,
    @Schema(description = "With include=counts") Counts counts,
    @Schema(description = "On a single read, or in a list with include=body") ArticleBody body,
    @Schema(description = "With include=related, on a single read: the nearest first")
        List<ArticleDocument> related,
    @Schema(description = "With include=jsonLd, on a single read") ArticleJsonLd jsonLd) {

  /** Those of the bylines who wrote it; where nobody did, whoever is named. */
  public List<Byline> writers() {
    List<Byline> writers = bylines.stream().filter(Byline::hasWritten).toList();
    return writers.isEmpty() ? bylines : writers;
  }

  /** Titles for places that have their own measure; the title stands in for an absent one. */
  @Schema(description = "Titles for places that have their own measure")
  public record Headlines(
      @Schema(name = "short") @com.fasterxml.jackson.annotation.JsonProperty("short")
          String shortened,
      String social,
      String seo) {}

  @Schema(description = "Breaking until a time; past it, it is not")
  public record Breaking(@Schema(required = true) Instant until) {}

  @Schema(description = "Pinned until a time; past it, it is not")
  public record Pinned(
      @Schema(required = true) Instant until,
      @Schema(required = true) PinScope scope,
      @Schema(required = true, description = "1 stands first") Integer rank) {}

  /** Where a pinned article stands first. */
  public enum PinScope {
    SITE,
    SECTION
  }

  @Schema(description = "Where it was taken from")
  public record Source(@Schema(required = true) String name, @Schema(format = "uri") String url) {}

  @Schema(description = "Whether others may carry it")
  public record Syndication(@Schema(required = true) Boolean allowed) {}

  @Schema(description = "What search engines are told; title and standfirst stand in")
  public record Seo(
      String title,
      String description,
      @Schema(required = true, description = "Keep it out of search engines") Boolean noindex) {}

  @Schema(description = "A dated note of what was put right")
  public record Correction(
      @Schema(required = true) UUID id,
      @Schema(required = true) CorrectionKind kind,
      @Schema(required = true) String text,
      @Schema(required = true) Instant at) {}

  @Schema(description = "The same piece in another language")
  public record Translation(
      @Schema(required = true) String lang,
      @Schema(required = true) UUID id,
      @Schema(required = true) String slug) {}

  @Schema(
      name = "ArticleComments",
      description = "Whether it takes comments, and until when",
      properties =
          @SchemaProperty(
              name = "firstPage",
              ref = "CommentPage",
              description = "With include=comments, on a single read: as /comments gives it"))
  public record Comments(
      @Schema(
              required = true,
              description =
                  "open takes them; readonly shows those there are, as every open one does once its"
                      + " closesAt is past; off shows none and counts none")
          CommentMode mode,
      @Schema(required = true) CommentModeration moderation,
      @Schema(description = "When open ones close, or closed; absent where they stay open")
          Instant closesAt) {}

  @Schema(description = "Counts as of a moment")
  public record Counts(
      @Schema(required = true, examples = "44") Long views,
      @Schema(required = true, description = "Published comments") Integer comments,
      @Schema(required = true) Instant asOf) {}
}
