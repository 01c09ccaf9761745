package io.masthead.article;

import io.masthead.access.Callers;
import io.masthead.access.Role;
import io.masthead.http.Idempotency;
import io.masthead.http.IfMatch;
import io.masthead.http.ManagementAnswer;
import io.masthead.http.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is put right in an article after it was published. */
@Path("/manage/v1/articles/{id}/corrections")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Articles")
class ArticleCorrectionResource {

  private static final String REQUEST =
      """
      {"kind": "correction", "text": "The bridge is 120 metres long, not 210."}
      """;

  private static final String EXAMPLE =
      """
      {"id": "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69", "kind": "correction",
       "text": "The bridge is 120 metres long, not 210.", "at": "2026-11-25T09:00:00.000Z",
       "by": {"key": "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a60", "name": "Desk tool"}}
      """;

  @Inject ArticleCorrectionService corrections;
  @Inject Callers callers;
  @Inject Idempotency idempotency;

  @GET
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Operation(
      operationId = "listCorrections",
      summary = "List an article's corrections",
      description = "All that was put right in it, oldest first, whether it is published or not.")
  @APIResponse(responseCode = "200", description = "A page of corrections")
  public Page<CorrectionDetail> list(
      @PathParam("id") UUID id,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor) {
    return corrections.list(id, cursor, limit, callers.current());
  }

  @POST
  @RolesAllowed(Role.Names.AUTHOR)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createCorrection",
      summary = "Put something right",
      description =
          "Readers have it with the article from this commit on, which is then updated for them;"
              + " other changes to the working copy wait until it is published. It is never changed"
              + " or taken back, only followed by another. While the article is not published it is"
              + " kept, and shown once it is again.")
  @APIResponse(
      responseCode = "201",
      description = "The correction; ETag is the article's",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = CorrectionDetail.class),
              examples = @ExampleObject(name = "a correction", value = EXAMPLE)))
  @APIResponse(
      responseCode = "409",
      description = "The article was never published, or its state does not allow it")
  public Response create(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @HeaderParam("Idempotency-Key") String idempotencyKey,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = CorrectionRequest.class),
                      examples = @ExampleObject(name = "a correction", value = REQUEST)))
          CorrectionRequest request) {
    return idempotency.once(
        callers.current().keyId().toString(),
        request,
        () -> {
          ArticleCorrectionService.Made made =
              corrections.add(id, IfMatch.of(ifMatch), request, callers.current());
          return ManagementAnswer.created(
              "/manage/v1/articles/" + id + "/corrections/" + made.correction().id(),
              made.correction(),
              made.version());
        });
  }

  @GET
  @Path("{correction}")
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Operation(
      operationId = "getCorrection",
      summary = "Read a correction",
      description = "What was put right, when and by whom.")
  @APIResponse(responseCode = "200", description = "The correction")
  public CorrectionDetail get(
      @PathParam("id") UUID id,
      @Parameter(description = "Id of the correction") @PathParam("correction") UUID correction) {
    return corrections.get(id, correction, callers.current());
  }
}
