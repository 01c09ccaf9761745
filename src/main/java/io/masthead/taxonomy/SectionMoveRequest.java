package io.masthead.taxonomy;

import io.masthead.text.Line;
import io.masthead.text.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a section goes: before or after a sibling, or to the end below a parent. */
@Schema(
    description =
        "Where the section goes: one of before, after and parent; without any, to the end of the"
            + " top")
record SectionMoveRequest(
    @Line(max = 120)
        @Schema(
            description = "Slug or id of the section that it comes right before, with its parent",
            examples = "europe")
        String before,
    @Line(max = 120)
        @Schema(
            description = "Slug or id of the section that it comes right after, with its parent",
            examples = "asia")
        String after,
    @Line(max = 120)
        @Schema(
            description = "Slug or id of the section below which it comes last",
            examples = "world")
        String parent) {

  SectionMoveRequest {
    before = Text.line(before);
    after = Text.line(after);
    parent = Text.line(parent);
  }

  /** The section that it comes next to, or null. */
  String sibling() {
    return before == null ? after : before;
  }

  /** Where the place is said. */
  String pointer() {
    return before != null ? "/before" : after != null ? "/after" : "/parent";
  }
}
