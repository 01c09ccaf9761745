package io.masthead.article;

import io.masthead.access.Role;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The calendar of what will be published and unpublished by itself. */
@Path("/manage/v1/schedule")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Articles")
class PlanResource {

  @Inject ArticleService articles;

  @GET
  @RolesAllowed(Role.Names.EDITOR)
  @Operation(
      operationId = "listSchedule",
      summary = "List what is scheduled",
      description =
          "What will be published and unpublished by itself, the nearest first; what is overdue"
              + " stands before it.")
  @APIResponse(responseCode = "200", description = "A page of moves")
  public Page<PlannedMove> list(
      @QueryParam("from") @Parameter(description = "Not before this time") Instant from,
      @QueryParam("to") @Parameter(description = "Before this time") Instant to,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor")
          @Parameter(description = "From next or previous of another page of this list")
          @Schema(maxLength = 2000)
          String cursor) {
    return articles.plan(from, to, cursor, limit);
  }
}
