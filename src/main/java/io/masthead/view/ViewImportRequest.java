package io.masthead.view;

import io.masthead.text.Line;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What another system had counted. */
@Schema(name = "ViewImportRequest", description = "What another system had counted")
record ViewImportRequest(
    @NotNull
        @Line(max = 60)
        @Schema(description = "The system; each has numbers of its own", examples = "wordpress")
        String source,
    @NotNull @Size(max = ViewImportRequest.MOST_ROWS) List<Row> rows) {

  static final int MOST_ROWS = 10_000;
  static final int MAX_ARTICLE = 120;
  static final int MAX_LANG = 35;

  /** More than anything was ever read. */
  static final long MOST_VIEWS = 1_000_000_000_000L;

  /** One number. It is checked apart from the others, and not with the request. */
  @Schema(name = "ViewImportRow", description = "The views of an article, on a day or in sum")
  record Row(
      @Schema(
              required = true,
              description = "Id, or a slug that it was ever published under",
              minLength = 1,
              maxLength = MAX_ARTICLE,
              examples = "a-bridge-opens")
          String article,
      @Schema(description = "Language of the slug", maxLength = MAX_LANG, examples = "en")
          String lang,
      @Schema(description = "From 1970-01-01 to today; absent for a sum", examples = "2025-01-31")
          LocalDate day,
      @Schema(required = true, minimum = "0", maximum = "1000000000000", examples = "44")
          Long views) {}
}
