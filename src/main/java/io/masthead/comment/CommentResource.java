package io.masthead.comment;

import io.masthead.http.AnswerKind;
import io.masthead.http.Dated;
import io.masthead.http.DeliveryAnswer;
import io.masthead.http.Fields;
import io.masthead.http.MergePatch;
import io.masthead.http.Page;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One comment, for readers' pages and its writer. */
@Path("/api/v1/comments")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Comments", description = "What readers write under articles")
@SecurityScheme(
    securitySchemeName = "editToken",
    type = SecuritySchemeType.APIKEY,
    in = SecuritySchemeIn.HEADER,
    apiKeyName = "Authorization",
    description = "Comment, a space and the editToken that came when the comment was posted.")
class CommentResource {

  @Inject ThreadService threads;
  @Inject CommentService comments;
  @Inject DeliveryAnswer answer;

  @GET
  @Path("{id}")
  @Operation(
      operationId = "getComment",
      summary = "Read a comment",
      description =
          "A published one, or the tombstone of one that has published replies; on demand with the"
              + " comments above it, of which those that are not shown are tombstones. Send"
              + " Authorization: Guest with a guestToken for what that guest is to see.")
  @SecurityRequirementsSet(value = {})
  @SecurityRequirement(name = "guestToken")
  @APIResponse(
      responseCode = "200",
      description = "The comment",
      headers = @Header(name = "Last-Modified"),
      content =
          @Content(
              schema = @Schema(implementation = CommentDetail.class),
              examples = @ExampleObject(name = "a comment", value = Examples.COMMENT)))
  @APIResponse(responseCode = "410", description = "Its article was taken down")
  public Response get(
      @PathParam("id") UUID id,
      @Parameter(description = "Adds the comments above it, from the top")
          @QueryParam("context")
          @DefaultValue("false")
          boolean context,
      @HeaderParam("Authorization") String authorization) {
    byte[] guest = Token.guest(authorization).orElse(null);
    Dated<CommentDetail> comment = threads.get(id, context, guest);
    return OwnAnswer.of(
        answer
            .as(AnswerKind.COMMENTS)
            .showing(comment.of())
            .dated(comment.shown(), comment.modified()),
        guest);
  }

  @GET
  @Path("{id}/replies")
  @Operation(
      operationId = "listReplies",
      summary = "List what stands below a comment",
      description =
          "Replies and theirs, flat and in reading order: each after its parent and before the next"
              + " reply to that. Takes the cursor that a thread's replies end with. Send"
              + " Authorization: Guest with a guestToken for what that guest is to see.")
  @SecurityRequirementsSet(value = {})
  @SecurityRequirement(name = "guestToken")
  @APIResponse(
      responseCode = "200",
      description = "A page of comments",
      headers = @Header(name = "Last-Modified"),
      content =
          @Content(
              schema = @Schema(implementation = ArticleCommentsResource.CommentPage.class),
              examples = @ExampleObject(name = "one reply", value = Examples.REPLIES)))
  @APIResponse(responseCode = "410", description = "Its article was taken down")
  public Response replies(
      @PathParam("id") UUID id,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor,
      @HeaderParam("Authorization") String authorization) {
    byte[] guest = Token.guest(authorization).orElse(null);
    Dated<Page<CommentDetail>> page = threads.replies(id, cursor, limit, guest);
    return OwnAnswer.of(
        answer
            .as(AnswerKind.COMMENTS)
            .showing(page.of())
            .page(page.shown(), Fields.ALL, page.modified()),
        guest);
  }

  @PATCH
  @Path("{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Operation(
      operationId = "editComment",
      summary = "Change one's comment",
      description =
          "Within 15 minutes of posting it. The new words are judged as a new comment's would be, so"
              + " it may have to wait for a moderator again.")
  @SecurityRequirement(name = "editToken")
  @APIResponse(
      responseCode = "200",
      description = "The comment; see its state",
      content =
          @Content(
              schema = @Schema(implementation = CommentDetail.class),
              examples = @ExampleObject(name = "a comment", value = Examples.COMMENT)))
  @APIResponse(responseCode = "401", description = "The editToken is missing")
  @APIResponse(
      responseCode = "403",
      description =
          "The editToken is not this comment's, its time is over, comments are closed, or the writer"
              + " is banned")
  @APIResponse(responseCode = "409", description = "The same was said here within 24 hours")
  @APIResponse(responseCode = "410", description = "Its article was taken down")
  public CommentDetail edit(
      @PathParam("id") UUID id,
      @HeaderParam("Authorization") String authorization,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MergePatch.MEDIA_TYPE,
                      schema = @Schema(implementation = CommentEditRequest.class)))
          MergePatch patch) {
    return comments.edit(id, authorization, patch);
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "withdrawComment",
      summary = "Take one's comment back",
      description =
          "Within 15 minutes of posting it. It is gone, or a tombstone where it has replies.")
  @SecurityRequirement(name = "editToken")
  @APIResponse(responseCode = "204", description = "It is taken back")
  @APIResponse(responseCode = "401", description = "The editToken is missing")
  @APIResponse(
      responseCode = "403",
      description = "The editToken is not this comment's, or its time is over")
  @APIResponse(responseCode = "410", description = "Its article was taken down")
  public void withdraw(
      @PathParam("id") UUID id, @HeaderParam("Authorization") String authorization) {
    comments.withdraw(id, authorization);
  }
}
