package io.masthead.view;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The articles that were read most in some days. */
@Schema(name = "TopArticles", description = "The most read articles of some UTC days")
record TopArticles(
    @Schema(required = true, description = "The first day") LocalDate from,
    @Schema(required = true, description = "The last day") LocalDate to,
    @Schema(required = true, description = "The most read first") List<Item> items) {

  /** One of them. */
  @Schema(name = "TopArticle", description = "How often an article was read in these days")
  record Item(
      @Schema(required = true) Named article,
      @Schema(required = true, examples = "45") long views,
      @Schema(required = true, description = "The visitors of each day, added up", examples = "39")
          long visitors) {}

  /** An article by name. */
  @Schema(
      name = "NamedArticle",
      description = "An article; what it is called only while it is published")
  record Named(
      @Schema(required = true) UUID id,
      @Schema(examples = "a-bridge-opens") String slug,
      @Schema(examples = "en") String lang,
      @Schema(examples = "A bridge opens") String title) {}
}
