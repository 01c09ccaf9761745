package io.masthead.article;

import io.masthead.text.Language;
import io.masthead.text.LanguageTag;
import io.masthead.text.Line;
import io.masthead.text.Text;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One action on many articles. */
@Schema(
    name = "BulkArticleRequest",
    description = "One action on many articles, named by their ids or by a filter")
record BulkArticleRequest(
    @Size(min = 1, max = BulkArticleRequest.MOST)
        @Schema(description = "1 to 1,000, each once; absent with a filter")
        List<@NotNull UUID> ids,
    @Valid @Schema(description = "In the place of ids") Filter filter,
    @NotNull BulkAction action,
    @Size(min = 1, max = ArticleRequest.MAX_TAGS)
        @Schema(
            description = "With tag and untag: slugs or ids of the tags",
            examples = "[\"railways\"]")
        List<@NotNull @Line(max = 120) String> tags,
    @Line(max = 120)
        @Schema(
            description = "With move_section: slug or id of the section, which becomes the first",
            examples = "world")
        String section) {

  static final int MOST = 1000;

  BulkArticleRequest {
    tags = tags == null ? null : tags.stream().map(Text::line).toList();
    section = Text.line(section);
  }

  /** Which articles, of those that the caller sees; all that is said must hold. */
  @Schema(
      name = "BulkArticleFilter",
      description =
          "Which articles, of those that the key sees: all that is said must hold, and something"
              + " must be said. At most 1,000 may be found")
  record Filter(
      @Schema(description = "Only those in this state") ArticleState state,
      @LanguageTag @Schema(description = "Only this language, exactly", examples = "en")
          String lang,
      @Line(max = 120)
          @Schema(description = "Slug or id of a section; also those below it", examples = "world")
          String section,
      @Line(max = 120) @Schema(description = "Slug or id of a tag", examples = "railways")
          String tag,
      @Line(max = 120)
          @Schema(description = "Slug or id of an author that signs", examples = "ann-lee")
          String author,
      @Line(max = 200) @Schema(description = "Part of the title") String q,
      @Schema(description = "Those in the bin, in the place of all others") Boolean binned) {

    Filter {
      lang = lang == null ? null : Language.canonical(lang).orElse(lang);
      section = Text.line(section);
      tag = Text.line(tag);
      author = Text.line(author);
      q = Text.line(q);
    }

    boolean saysNothing() {
      return state == null
          && lang == null
          && section == null
          && tag == null
          && author == null
          && q == null
          && binned == null;
    }
  }
}
