package io.masthead.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.edition.Access;
import io.masthead.edition.Byline;
import io.masthead.edition.Genre;
import io.masthead.edition.TermSummary;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A published article that a search found, and where the words stand in it. */
@Schema(description = "A published article that a search found")
record FoundArticle(
    @Schema(required = true) UUID id,
    @Schema(required = true, examples = "a-bridge-opens") String slug,
    @Schema(required = true, description = "BCP 47", examples = "en") String lang,
    @Schema(
            required = true,
            description = "Direction of its writing",
            enumeration = {"ltr", "rtl"})
        String dir,
    @Schema(required = true, examples = "A bridge opens") String title,
    @Schema(description = "The line above the title") String kicker,
    @Schema(description = "The lines under the title") String standfirst,
    @Schema(required = true) Genre genre,
    @Schema(required = true, description = "In the order printed") List<Byline> bylines,
    @Schema(description = "The primary section") TermSummary section,
    @Schema(required = true, description = "Further sections") List<TermSummary> sections,
    @Schema(required = true) List<TermSummary> tags,
    @Schema(required = true, description = "What readers sort by") Instant publishedAt,
    @Schema(required = true) Instant firstPublishedAt,
    @Schema(description = "When a reader would say it was updated") Instant updatedAt,
    @Schema(required = true, description = "Any change of it") Instant modifiedAt,
    @Schema(required = true, description = "Words by Unicode segmentation") Integer wordCount,
    @Schema(required = true, description = "At 230 words a minute") Integer readingMinutes,
    @Schema(required = true) Access access,
    @Schema(
            required = true,
            description = "What the list is sorted by: how well it fits, and how new it is",
            examples = "1.42")
        Double score,
    @Schema(
            required = true,
            description = "Where the words stand that were found: title, kicker, standfirst, body")
        List<Highlight> highlights) {

  private static final List<String> OURS = List.of("score", "highlights");

  private static final List<String> KEPT =
      Arrays.stream(FoundArticle.class.getRecordComponents())
          .map(member -> member.getName())
          .filter(member -> !OURS.contains(member))
          .toList();

  /** What a hit shows of a document. */
  static ObjectNode cut(ObjectNode document) {
    return document.deepCopy().retain(KEPT);
  }
}
