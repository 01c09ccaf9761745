package io.masthead.search;

import io.masthead.edition.TermSummary;
import io.masthead.http.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of what a search found. */
@Schema(description = "A page of what a search found, the best first")
record SearchPage<T>(
    @Schema(required = true) List<T> items,
    @Schema(required = true) Page.Info page,
    @Schema(
            required = true,
            description =
                "Words that were looked for besides those that were asked for, since these found"
                    + " little")
        List<Correction> corrections,
    @Schema(description = "What was asked for by facets, of all that was found, to 2,000")
        Facets facets) {

  /** Another spelling of a word. */
  @Schema(name = "SearchCorrection", description = "Other spellings of a word that were tried")
  record Correction(
      @Schema(required = true, description = "In small letters", examples = "brigde") String word,
      @Schema(required = true) List<String> tried) {}

  /** How many articles that were found have which values, the most frequent 20 of each. */
  @Schema(
      name = "SearchFacets",
      description =
          "How many of the articles that were found have a value: of each facet that was asked for"
              + " the most frequent 20, of months the latest")
  record Facets(
      List<Term> section,
      List<Term> tag,
      List<Term> author,
      List<Value> lang,
      @Schema(description = "By the time of publication, in UTC") List<Value> month) {}

  /** A section, tag or author, and how many have it. */
  @Schema(name = "SearchFacetTerm", description = "A section, tag or author that articles have")
  record Term(
      @Schema(required = true) TermSummary term,
      @Schema(required = true, examples = "12") long count) {}

  /** A language or month, and how many have it. */
  @Schema(name = "SearchFacetValue", description = "A language or month that articles have")
  record Value(
      @Schema(required = true, examples = "2026-11") String value,
      @Schema(required = true, examples = "12") long count) {}
}
