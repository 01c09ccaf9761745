package io.masthead.article;

import io.masthead.body.Block;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a body is sent as, for the document: either form has a name, since OpenAPI Generator makes
 * no Java that compiles of a choice that has a list without one.
 */
@Schema(
    name = "WrittenBody",
    description =
        "A text in HTML or Markdown, or typed blocks; 1 MB at most. What has no block is dropped"
            + " and reported in warnings.",
    oneOf = {String.class, WrittenBody.Blocks.class},
    examples = "<p>It opened.</p>")
interface WrittenBody {

  @Schema(
      name = "Blocks",
      description = "Typed blocks, in their order",
      type = SchemaType.ARRAY,
      implementation = Block.class,
      extensions =
          @Extension(name = "x-generate-alias-as-model", value = "true", parseValue = true))
  interface Blocks {}
}
