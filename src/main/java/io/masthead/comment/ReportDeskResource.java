package io.masthead.comment;

import io.masthead.access.Role;
import io.masthead.http.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What readers reported, for moderators. */
@Path("/manage/v1/comments/{id}/reports")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.MODERATOR)
@Tag(name = "Comments")
class ReportDeskResource {

  @Inject ReportService reports;

  @GET
  @Operation(
      operationId = "listCommentReports",
      summary = "List a comment's reports",
      description =
          "Every report by a reader, newest first, those from before it was approved, too. Who sent"
              + " one is not known.")
  @APIResponse(responseCode = "200", description = "A page of reports")
  public Page<Report> list(
      @PathParam("id") UUID id,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor) {
    return reports.list(id, cursor, limit);
  }
}
