package io.masthead.comment;

import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Reports of a comment, for readers' pages. */
@Path("/api/v1/comments/{id}/reports")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Comments")
class ReportResource {

  @Inject ReportService reports;
  @Inject ReaderMarks readers;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "reportComment",
      summary = "Report a comment to the moderators",
      description =
          "Counts once a visitor and day, so a client may retry freely. Where several readers report"
              + " a comment that no moderator has approved, it waits for one. Address and agent are"
              + " never kept. Closed comments can be reported, too.")
  @APIResponse(
      responseCode = "202",
      description = "It is noted",
      content =
          @Content(
              schema = @Schema(implementation = ReportReceipt.class),
              examples = @ExampleObject(name = "noted", value = "{\"received\": true}")))
  @APIResponse(responseCode = "410", description = "Its article was taken down")
  public Response report(
      @PathParam("id") UUID id,
      @Context HttpServerRequest http,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = ReportRequest.class),
                      examples = @ExampleObject(name = "spam", value = "{\"reason\": \"spam\"}")))
          ReportRequest request) {
    reports.report(id, readers.of(http, id), request);
    return Response.status(Response.Status.ACCEPTED).entity(new ReportReceipt(true)).build();
  }
}
