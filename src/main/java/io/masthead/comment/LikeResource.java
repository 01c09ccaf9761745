package io.masthead.comment;

import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Likes of a comment, for readers' pages. */
@Path("/api/v1/comments/{id}/likes")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Comments")
class LikeResource {

  @Inject LikeService likes;
  @Inject ReaderMarks readers;

  @POST
  @Operation(
      operationId = "likeComment",
      summary = "Like a comment",
      description =
          "Counts once a visitor and day, so a client may retry freely. Address and agent are never"
              + " kept. Closed comments can be liked, too.")
  @APIResponse(
      responseCode = "200",
      description = "It is liked",
      content =
          @Content(
              schema = @Schema(implementation = LikeReceipt.class),
              examples = @ExampleObject(name = "liked", value = "{\"liked\": true, \"likes\": 7}")))
  @APIResponse(responseCode = "410", description = "Its article was taken down")
  public LikeReceipt like(@PathParam("id") UUID id, @Context HttpServerRequest request) {
    return likes.like(id, readers.of(request, id));
  }

  @DELETE
  @Operation(
      operationId = "unlikeComment",
      summary = "Like a comment no more",
      description = "Takes a like of the same day back; where there is none, nothing changes.")
  @APIResponse(
      responseCode = "200",
      description = "It is not liked",
      content =
          @Content(
              schema = @Schema(implementation = LikeReceipt.class),
              examples =
                  @ExampleObject(name = "taken back", value = "{\"liked\": false, \"likes\": 6}")))
  @APIResponse(responseCode = "410", description = "Its article was taken down")
  public LikeReceipt unlike(@PathParam("id") UUID id, @Context HttpServerRequest request) {
    return likes.unlike(id, readers.of(request, id));
  }
}
