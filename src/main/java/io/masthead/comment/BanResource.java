package io.masthead.comment;

import io.masthead.access.Callers;
import io.masthead.access.Role;
import io.masthead.http.Idempotency;
import io.masthead.http.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who may not comment. */
@Path("/manage/v1/comment-bans")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.MODERATOR)
@Tag(name = "Comments", description = "The queue of comments and the decisions on them")
class BanResource {

  @Inject BanService bans;
  @Inject Callers callers;
  @Inject Idempotency idempotency;

  @GET
  @Operation(
      operationId = "listCommentBans",
      summary = "List bans",
      description = "Newest first; those that are over go away by themselves.")
  @APIResponse(responseCode = "200", description = "A page of bans")
  public Page<BanDetail> list(
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor) {
    return bans.list(cursor, limit);
  }

  @GET
  @Path("{id}")
  @Operation(
      operationId = "getCommentBan",
      summary = "Read a ban",
      description = "What it goes by and until when; nobody can read who it is from it.")
  @APIResponse(responseCode = "200", description = "The ban")
  public BanDetail get(@PathParam("id") UUID id) {
    return bans.get(id);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createCommentBan",
      summary = "Ban a writer",
      description =
          "Either the writer of a comment or an e-mail address. What they post is a 403 of code"
              + " banned from then on or, with shadow, looks to them as any other and is shown to"
              + " nobody else. Another name makes nobody another. It goes into the trail of the"
              + " comment.")
  @APIResponse(
      responseCode = "201",
      description = "The ban",
      content = @Content(schema = @Schema(implementation = BanDetail.class)))
  public Response create(
      @HeaderParam("Idempotency-Key") String idempotencyKey,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = BanRequest.class),
                      examples =
                          @ExampleObject(
                              name = "a comment's writer",
                              value =
                                  "{\"comment\": \"0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69\","
                                      + " \"remove\": true, \"note\": \"Third campaign\"}")))
          @NotNull
          BanRequest request) {
    return idempotency.once(
        callers.current().keyId().toString(),
        request,
        () -> {
          BanDetail ban = bans.ban(request, callers.current());
          return Response.status(Response.Status.CREATED)
              .header("Location", "/manage/v1/comment-bans/" + ban.id())
              .entity(ban)
              .build();
        });
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "deleteCommentBan",
      summary = "Lift a ban",
      description = "What they post is taken again. No comment is restored by it.")
  @APIResponse(responseCode = "204", description = "It is lifted")
  public void lift(@PathParam("id") UUID id) {
    bans.lift(id, callers.current());
  }
}
