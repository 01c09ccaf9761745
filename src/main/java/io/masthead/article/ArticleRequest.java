package io.masthead.article;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.masthead.edition.Access;
import io.masthead.edition.ArticleDocument.PinScope;
import io.masthead.edition.BylineKind;
import io.masthead.edition.BylineRole;
import io.masthead.edition.CommentMode;
import io.masthead.edition.CommentModeration;
import io.masthead.edition.Genre;
import io.masthead.text.LanguageTag;
import io.masthead.text.Line;
import io.masthead.text.Prose;
import io.masthead.text.Slug;
import io.masthead.text.SlugText;
import io.masthead.text.Text;
import io.masthead.text.WebUrl;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an editor writes of an article. A change is this, merged with a patch; absent members take
 * their defaults.
 */
@Schema(description = "What an editor writes of an article")
record ArticleRequest(
    @NotNull @Line(max = 200) @Schema(maxLength = 200, examples = "A bridge opens") String title,
    @LanguageTag
        @Schema(
            maxLength = 35,
            description =
                "BCP 47; the site's language without it. Fixed once the article was published.",
            examples = "en")
        String lang,
    @SlugText
        @Schema(
            maxLength = 120,
            description =
                "Letters and digits of any script with single hyphens; made from the title without"
                    + " it. Unique within the language.",
            examples = "a-bridge-opens")
        String slug,
    @Valid Headlines headlines,
    @Line(max = 60) @Schema(maxLength = 60, description = "The line above the title") String kicker,
    @Prose(max = 500) @Schema(maxLength = 500, description = "The lines under the title")
        String standfirst,
    @Schema(description = "news without it") Genre genre,
    @Size(max = ArticleRequest.MAX_BYLINES)
        @Schema(description = "In the order printed; at least one is needed to publish")
        List<@NotNull @Valid BylineRequest> bylines,
    @Line(max = 300)
        @Schema(
            maxLength = 300,
            description = "A line of credit under the bylines, in any words",
            examples = "Additional reporting by the Almaty desk")
        String creditLine,
    @Line(max = 120)
        @Schema(
            maxLength = 120,
            description = "Slug or id of the primary section",
            examples = "world")
        String section,
    @Size(max = ArticleRequest.MAX_SECTIONS)
        @Schema(description = "Slugs or ids of further sections")
        List<@NotNull @Line(max = 120) String> sections,
    @Size(max = ArticleRequest.MAX_TAGS)
        @Schema(description = "Slugs or ids", examples = "[\"trade\",\"railways\"]")
        List<@NotNull @Line(max = 120) String> tags,
    @Schema(description = "The form of body; html for a text and blocks for an array without it")
        InputFormat bodyFormat,
    @Schema(implementation = WrittenBody.class) JsonNode body,
    @Schema(description = "free without it") Access access,
    @Valid Breaking breaking,
    @Valid Pinned pinned,
    @Valid Source source,
    @WebUrl(httpsOnly = true)
        @Schema(maxLength = 2000, format = "uri", description = "Where the original stands")
        String canonicalUrl,
    @Line(max = 500) @Schema(maxLength = 500) String rights,
    @Valid Syndication syndication,
    @Valid Seo seo,
    @Valid Comments comments,
    @Prose(max = 2000) @Schema(maxLength = 2000, description = "For the newsroom; never delivered")
        String note) {

  static final int MAX_BYLINES = 20;
  static final int MAX_SECTIONS = 5;
  static final int MAX_TAGS = 30;

  ArticleRequest {
    title = Text.line(title);
    slug = Slug.canonical(slug);
    creditLine = Text.line(creditLine);
    kicker = Text.line(kicker);
    standfirst = Text.prose(standfirst);
    section = Text.line(section);
    rights = Text.line(rights);
    note = Text.prose(note);
    genre = genre == null ? Genre.NEWS : genre;
    access = access == null ? Access.FREE : access;
    bylines = bylines == null ? List.of() : bylines;
    sections = sections == null ? List.of() : sections;
    tags = tags == null ? List.of() : tags;
  }

  @Schema(name = "BylineRequest", description = "One name; author, name, or both")
  record BylineRequest(
      @Line(max = 120)
          @Schema(maxLength = 120, description = "Slug or id of an author", examples = "ann-lee")
          String author,
      @Line(max = 120)
          @Schema(maxLength = 120, description = "As printed; the author's name without it")
          String name,
      @Schema(description = "writer without it") BylineRole role,
      @Schema(description = "The author's kind without it, guest for a text alone") BylineKind kind,
      @Line(max = 120) @Schema(maxLength = 120) String affiliation,
      @Line(max = 200) @Schema(maxLength = 200) String note) {

    BylineRequest {
      author = Text.line(author);
      name = Text.line(name);
      affiliation = Text.line(affiliation);
      note = Text.line(note);
      role = role == null ? BylineRole.WRITER : role;
    }
  }

  @Schema(name = "HeadlinesRequest", description = "Titles for places that have their own measure")
  record Headlines(
      @JsonProperty("short") @Line(max = 70) @Schema(maxLength = 70) String shortened,
      @Line(max = 120) @Schema(maxLength = 120) String social,
      @Line(max = 70) @Schema(maxLength = 70) String seo) {}

  @Schema(name = "BreakingRequest", description = "Breaking until a time")
  record Breaking(@NotNull Instant until) {}

  @Schema(name = "PinnedRequest", description = "Pinned until a time")
  record Pinned(
      @NotNull Instant until,
      @Schema(description = "site without it") PinScope scope,
      @Min(1) @Max(10) @Schema(description = "1 stands first, and is meant without it")
          Integer rank) {

    Pinned {
      scope = scope == null ? PinScope.SITE : scope;
      rank = rank == null ? 1 : rank;
    }
  }

  @Schema(name = "SourceRequest", description = "Where it was taken from")
  record Source(
      @NotNull @Line(max = 200) @Schema(maxLength = 200) String name,
      @WebUrl @Schema(maxLength = 2000, format = "uri") String url) {}

  @Schema(name = "SyndicationRequest", description = "Whether others may carry it; yes without it")
  record Syndication(@NotNull Boolean allowed) {}

  @Schema(name = "SeoRequest", description = "What search engines are told")
  record Seo(
      @Line(max = 70) @Schema(maxLength = 70) String title,
      @Line(max = 160) @Schema(maxLength = 160) String description,
      Boolean noindex) {}

  @Schema(name = "CommentsRequest", description = "open and by the site's rule without it")
  record Comments(CommentMode mode, CommentModeration moderation) {

    Comments {
      mode = mode == null ? CommentMode.OPEN : mode;
      moderation = moderation == null ? CommentModeration.INHERIT : moderation;
    }
  }
}
