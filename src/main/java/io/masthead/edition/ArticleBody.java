package io.masthead.edition;

import io.masthead.body.Block;
import io.masthead.body.Body;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A body in one form; the member named as the format holds it. */
@Schema(description = "A body in one form; the member named as the format holds it.")
public record ArticleBody(
    @Schema(required = true) BodyFormat format,
    @Schema(description = "Safe HTML from a closed set of elements", examples = "<p>It opened.</p>")
        String html,
    @Schema(description = "Plain text, paragraphs parted by an empty line") String text,
    @Schema(description = "CommonMark") String markdown,
    @Schema(description = "Typed blocks") List<Block> blocks) {

  public static ArticleBody of(Body body, BodyFormat format) {
    return switch (format) {
      case HTML -> new ArticleBody(format, body.html(), null, null, null);
      case TEXT -> new ArticleBody(format, null, body.text(), null, null);
      case MARKDOWN -> new ArticleBody(format, null, null, body.markdown(), null);
      case BLOCKS -> new ArticleBody(format, null, null, null, body.blocks());
    };
  }
}
