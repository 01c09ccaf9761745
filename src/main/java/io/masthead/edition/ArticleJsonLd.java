package io.masthead.edition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An article in the words of schema.org, for the page that shows it. What there is none of is left
 * out, lists too, as validators there want it.
 */
@Schema(
    name = "ArticleJsonLd",
    description =
        "The article in the words of schema.org. In a page's script element, write each < of it as"
            + " \\u003c")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ArticleJsonLd(
    @Schema(name = "@context", required = true) @JsonProperty("@context") String context,
    @Schema(name = "@type", required = true, examples = "NewsArticle") @JsonProperty("@type")
        String type,
    @Schema(name = "@id", required = true, description = "Stays the same for good")
        @JsonProperty("@id")
        String id,
    @Schema(required = true, format = "uri") String url,
    @Schema(required = true, format = "uri", description = "The original, if it is elsewhere")
        String mainEntityOfPage,
    @Schema(required = true) String headline,
    String description,
    @Schema(required = true, description = "BCP 47") String inLanguage,
    @Schema(required = true) Instant datePublished,
    @Schema(required = true) Instant dateModified,
    @Schema(description = "Who wrote it; where nobody did, whoever is named") List<Party> author,
    List<Party> contributor,
    List<Party> editor,
    List<Party> translator,
    @Schema(required = true) Publisher publisher,
    List<String> articleSection,
    List<String> keywords,
    @Schema(description = "The first picture of the text") List<String> image,
    @Schema(required = true) Integer wordCount,
    @Schema(required = true) Boolean isAccessibleForFree,
    @Schema(required = true) Integer commentCount,
    @Schema(required = true) List<Counter> interactionStatistic,
    @Schema(description = "Corrections, clarifications and retractions, oldest first")
        List<Note> correction,
    String creditText,
    String copyrightNotice) {

  @Schema(name = "JsonLdParty", description = "Somebody of the byline")
  record Party(
      @Schema(
              name = "@type",
              required = true,
              enumeration = {"Person", "Organization"})
          @JsonProperty("@type")
          String type,
      @Schema(required = true) String name) {}

  @Schema(name = "JsonLdPublisher", description = "The site")
  record Publisher(
      @Schema(name = "@type", required = true) @JsonProperty("@type") String type,
      @Schema(required = true) String name,
      @Schema(required = true, format = "uri") String url) {}

  @Schema(name = "JsonLdCounter", description = "How often something was done with it")
  record Counter(
      @Schema(name = "@type", required = true) @JsonProperty("@type") String type,
      @Schema(required = true, format = "uri") String interactionType,
      @Schema(required = true) Long userInteractionCount) {}

  @Schema(name = "JsonLdCorrection", description = "What was put right")
  record Note(
      @Schema(name = "@type", required = true) @JsonProperty("@type") String type,
      @Schema(required = true) String text,
      @Schema(required = true) Instant datePublished) {}
}
