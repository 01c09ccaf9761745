package io.masthead.article;

import io.masthead.access.Callers;
import io.masthead.access.Role;
import io.masthead.http.Idempotency;
import io.masthead.http.OptionalBody;
import io.masthead.http.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
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
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The links under which a working copy can be read before readers get it. */
@Path("/manage/v1/articles/{id}/previews")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.CONTRIBUTOR)
@Tag(name = "Articles")
class PreviewDeskResource {

  private static final String EXAMPLE =
      """
      {"id": "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69",
       "url": "https://news.example/preview?token=AZjC9G0eejCfVT8cLUtaaXJ7N8rM0V4kAGrze8SNFZ4kKvN7xI0VniQq83vEjRWe",
       "createdAt": "2026-11-25T09:00:00.000Z",
       "createdBy": "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a60",
       "expiresAt": "2026-11-26T09:00:00.000Z"}
      """;

  @Inject PreviewService previews;
  @Inject Callers callers;
  @Inject Idempotency idempotency;
  @Inject OptionalBody body;

  @GET
  @Operation(
      operationId = "listPreviews",
      summary = "List an article's previews",
      description = "Those that still open it, newest first.")
  @APIResponse(responseCode = "200", description = "A page of previews")
  public Page<Preview> list(
      @PathParam("id") UUID id,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor) {
    return previews.list(id, cursor, limit, callers.current());
  }

  @POST
  @Operation(
      operationId = "createPreview",
      summary = "Make a preview",
      description =
          "A link under which anybody who has it reads the working copy, as it then is, in the form"
              + " that readers would get once it is published. It expires, and can be revoked."
              + " Nothing else becomes visible by it.")
  @APIResponse(
      responseCode = "201",
      description = "The preview",
      content =
          @Content(
              schema = @Schema(implementation = Preview.class),
              examples = @ExampleObject(name = "for a day", value = EXAMPLE)))
  @APIResponse(responseCode = "409", description = "It lies in the bin or was taken down")
  public Response create(
      @PathParam("id") UUID id,
      @HeaderParam("Idempotency-Key") String idempotencyKey,
      @RequestBody(
              required = false,
              description = "None makes one for a day",
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = PreviewRequest.class)))
          InputStream sent) {
    PreviewRequest request =
        body.read(sent, PreviewRequest.class).orElseGet(() -> new PreviewRequest(null));
    return idempotency.once(
        callers.current().keyId().toString(),
        request,
        () -> {
          Preview preview = previews.create(id, request, callers.current());
          return Response.status(Response.Status.CREATED)
              .header("Location", "/manage/v1/articles/" + id + "/previews/" + preview.id())
              .entity(preview)
              .build();
        });
  }

  @GET
  @Path("{preview}")
  @Operation(
      operationId = "getPreview",
      summary = "Read a preview's link",
      description = "The link again, and until when it opens the article.")
  @APIResponse(responseCode = "200", description = "The preview")
  public Preview get(
      @PathParam("id") UUID id,
      @Parameter(description = "Id of the preview") @PathParam("preview") UUID preview) {
    return previews.get(id, preview, callers.current());
  }

  @DELETE
  @Path("{preview}")
  @Operation(
      operationId = "revokePreview",
      summary = "Revoke a preview",
      description = "Its link answers 404 from this commit on.")
  @APIResponse(responseCode = "204", description = "It opens nothing any more")
  public void revoke(
      @PathParam("id") UUID id,
      @Parameter(description = "Id of the preview") @PathParam("preview") UUID preview) {
    previews.revoke(id, preview, callers.current());
  }
}
