package io.masthead.article;

import com.fasterxml.jackson.databind.JsonNode;
import io.masthead.body.Block;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What differs between two revisions, for a page that draws it. */
@Schema(description = "What differs between two revisions, for a page that draws it")
record RevisionDiff(
    @Schema(required = true, description = "Number of the revision before", examples = "1")
        int from,
    @Schema(required = true, description = "Number of the revision after", examples = "3") int to,
    @Schema(required = true, description = "Members other than body that differ, by name")
        List<Member> members,
    @Schema(
            required = true,
            description = "The bodies from the first block to the last; empty where they are equal")
        List<Paragraph> body) {

  enum Op {
    EQUAL,
    INSERT,
    DELETE,
    CHANGE
  }

  @Schema(name = "MemberDiff", description = "A member that differs; absent on a side without it")
  record Member(
      @Schema(required = true, examples = "title") String member,
      @Schema(description = "As it would be sent", implementation = Object.class) JsonNode before,
      @Schema(description = "As it would be sent", implementation = Object.class) JsonNode after) {}

  @Schema(
      name = "BlockDiff",
      description =
          "A block that stayed (after), came (after), went (before) or became another (both, and the"
              + " words of their texts where both have one of moderate length)")
  record Paragraph(@Schema(required = true) Op op, Block before, Block after, List<Word> words) {}

  @Schema(name = "WordDiff", description = "A run of text that stayed, came or went")
  record Word(
      @Schema(
              required = true,
              enumeration = {"equal", "insert", "delete"})
          Op op,
      @Schema(required = true, examples = "noon") String text) {}
}
