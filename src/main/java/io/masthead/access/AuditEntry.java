package io.masthead.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One change: who made it, when, to what, and the members that it changed. */
@Schema(description = "One change: who made it, when, to what, and the members that it changed")
record AuditEntry(
    @Schema(required = true) UUID id,
    @Schema(required = true) Instant at,
    @Schema(required = true) By by,
    @Schema(required = true, description = "What kind of thing was changed", examples = "article")
        String subject,
    @Schema(
            description =
                "Which one; of comment_rules the section or article, absent where they are the"
                    + " site's")
        UUID subjectId,
    @Schema(required = true, examples = "published") String action,
    @Schema(
            description =
                "The members that changed, as they were; absent where nothing was there. Of an"
                    + " article's or a comment's body only the revision or version that holds it",
            type = SchemaType.OBJECT,
            additionalProperties = Schema.True.class,
            examples = "{\"state\": \"draft\", \"version\": 3}")
        ObjectNode before,
    @Schema(
            description = "The same members as they are; absent where nothing is there any more",
            type = SchemaType.OBJECT,
            additionalProperties = Schema.True.class,
            examples = "{\"state\": \"published\", \"version\": 4}")
        ObjectNode after,
    @Schema(description = "X-Request-Id of the request that did it; absent where none did")
        String requestId) {

  @Schema(name = "AuditBy", description = "Whose key it was, its name and its role then")
  record By(
      @Schema(description = "Id of the key; absent where it was the service itself, or a reader")
          UUID key,
      @Schema(
              required = true,
              description =
                  "The key's name; or schedule, writer, webhooks, first start, configuration where"
                      + " it was one of these",
              examples = "desk tool")
          String name,
      @Schema(description = "Absent where a role had no part in it") Role role) {}
}
