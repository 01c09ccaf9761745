package io.masthead.search;

import io.masthead.edition.Editions;
import io.masthead.http.Names;
import io.masthead.http.Page;
import io.masthead.text.Slug;
import io.masthead.text.Text;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What readers and the desk may ask for alike. */
public class SearchParameters {

  @QueryParam("q")
  @NotNull
  @Parameter(
      description =
          "What to look for. All words are wanted; quotes hold words together, a minus leaves one"
              + " out, or parts alternatives. The last word may be only begun, unless a space"
              + " follows it. Signs without meaning have none",
      example = "bridge -rail",
      required = true)
  @Schema(maxLength = 200)
  String q;

  @QueryParam("author")
  @Parameter(
      description = "Slug, of today or before, or id of an author in the byline",
      example = "ann-lee")
  @Schema(maxLength = 120)
  String author;

  @QueryParam("section")
  @Parameter(
      description = "Slug, of today or before, or id of a section; its children count too",
      example = "world")
  @Schema(maxLength = 120)
  String section;

  @QueryParam("tag")
  @Parameter(description = "Slug, of today or before, or id of a tag", example = "trade")
  @Schema(maxLength = 120)
  String tag;

  @QueryParam("lang")
  @Parameter(description = "Language (BCP 47), exactly", example = "en")
  @Schema(maxLength = 35, pattern = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
  String lang;

  @QueryParam("publishedFrom")
  @Parameter(description = "At or after this time")
  Instant publishedFrom;

  @QueryParam("publishedTo")
  @Parameter(description = "Before this time")
  Instant publishedTo;

  @QueryParam("limit")
  @DefaultValue("20")
  @Min(1)
  @Max(Page.MAX_LIMIT)
  int limit;

  @QueryParam("cursor")
  @Parameter(description = "From next or previous of another page of this list")
  @Schema(maxLength = 2000)
  String cursor;

  @QueryParam("total")
  @DefaultValue("false")
  @Parameter(description = "Count what is found, to 2,000")
  boolean total;

  SearchService.Asked asked(String facets) {
    return new SearchService.Asked(
        Text.nfc(q),
        new SearchFilter(
            Slug.canonical(author),
            Slug.canonical(section),
            Slug.canonical(tag),
            Editions.language(lang),
            publishedFrom,
            publishedTo),
        cursor,
        limit,
        total,
        facets == null ? Set.of() : Names.of(facets));
  }
}
