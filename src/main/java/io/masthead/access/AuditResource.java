package io.masthead.access;

import io.masthead.http.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who changed what and when, for administrators. */
@Path("/manage/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.ADMINISTRATOR)
@Tag(name = "Audit", description = "Who changed what and when")
class AuditResource {

  private static final String WORD = "[a-z][a-z_]{0,39}";

  @Inject Audit audit;

  @GET
  @Operation(
      operationId = "listAudit",
      summary = "List changes",
      description =
          "Every change that a key, a person or the service made, newest first, with the members"
              + " that changed. There is an entry exactly where the change is: what was refused or"
              + " undone has none, what was acknowledged has one. Nothing changes or deletes an"
              + " entry. What readers write, like and report is in the comments' trails instead."
              + " All filters hold at once.")
  @APIResponse(responseCode = "200", description = "A page of changes")
  public Page<AuditEntry> list(
      @Parameter(
              description =
                  "Only changes of such things: article, preview, author, section, tag,"
                      + " comment, comment_rules, comment_ban, webhook, key …",
              example = "article")
          @QueryParam("subject")
          @Schema(pattern = WORD, maxLength = 40)
          String subject,
      @Parameter(description = "Only changes of the one with this id") @QueryParam("subjectId")
          UUID subjectId,
      @Parameter(description = "Only those that the key with this id made") @QueryParam("by")
          UUID by,
      @Parameter(description = "Only those where this was done", example = "published")
          @QueryParam("action")
          @Schema(pattern = WORD, maxLength = 40)
          String action,
      @Parameter(description = "Only those made then or later") @QueryParam("from") Instant from,
      @Parameter(description = "Only those made before") @QueryParam("to") Instant to,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor) {
    return audit.list(new AuditQuery(subject, subjectId, by, action, from, to), cursor, limit);
  }
}
