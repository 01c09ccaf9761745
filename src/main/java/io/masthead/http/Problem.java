package io.masthead.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The one form of every answer of status 400 and above: problem details by RFC 9457, with a stable
 * {@code code} and, for bad input, all faults at once.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(description = "Problem details (RFC 9457)")
public record Problem(
    @Schema(
            required = true,
            description = "Stable URI path of the kind of problem",
            examples = "/problems/validation")
        String type,
    @Schema(required = true, description = "The kind, for people") String title,
    @Schema(required = true, description = "HTTP status", examples = "422") int status,
    @Schema(
            required = true,
            description = "Stable code for programs; new ones may be added",
            examples = "validation")
        String code,
    @Schema(description = "This occurrence, for people") String detail,
    @Schema(required = true, description = "Id of the request, also in X-Request-Id")
        String instance,
    @Schema(description = "Every fault of a bad request") List<Fault> errors,
    @Schema(description = "With 412: the version the resource has now") Integer currentVersion,
    @Schema(description = "With 412, where it is known: whose key made that version")
        String currentVersionBy,
    @Schema(description = "With 410: why it was taken down", examples = "legal") String reason,
    @Schema(description = "With 410: when it was taken down") Instant takenDownAt,
    @Schema(description = "With 409: the id of what stands in the way") String conflictsWith,
    @Schema(description = "With 409 in_use: what uses it") Uses uses) {

  /** What stands in the way of a deletion, by how many there are; what does not is absent. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(
      name = "Uses",
      description = "How many of each use it, counted to 10,000; absent where none do")
  public record Uses(
      @Schema(description = "Working copies, in any state and in the bin", examples = "3")
          Integer articles,
      @Schema(description = "Articles as they are published", examples = "2") Integer editions,
      @Schema(description = "Sections right below it", examples = "1") Integer sections) {}

  public static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(ProblemException e, String requestId) {
    return new Problem(
        e.type.uri(),
        e.type.title,
        e.type.status,
        e.type.code(),
        e.getMessage(),
        requestId,
        e.faults,
        e.currentVersion,
        e.currentVersionBy,
        e.reason,
        e.takenDownAt,
        e.conflictsWith,
        e.uses.isEmpty()
            ? null
            : new Uses(e.uses.get("articles"), e.uses.get("editions"), e.uses.get("sections")));
  }
}
