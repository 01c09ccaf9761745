package io.masthead.comment;

import io.masthead.access.Callers;
import io.masthead.access.Role;
import io.masthead.http.IfMatch;
import io.masthead.http.ManagementAnswer;
import io.masthead.http.OptionalBody;
import io.masthead.http.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The moderators' queue and decisions. */
@Path("/manage/v1/comments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.MODERATOR)
@Tag(name = "Comments", description = "The queue of comments and the decisions on them")
class ModerationResource {

  private static final String NOTE = "{\"note\": \"Off topic, and said before\"}";

  @Inject ModerationService moderation;
  @Inject Callers callers;
  @Inject OptionalBody body;

  @GET
  @Operation(
      operationId = "listComments",
      summary = "List comments",
      description =
          "In every state, newest first. Comments of articles that are not published are there too.")
  @APIResponse(responseCode = "200", description = "A page of comments")
  public Page<ManagedComment> list(
      @Parameter(description = "Only these states; may be repeated")
          @QueryParam("state")
          @Schema(type = SchemaType.ARRAY, implementation = CommentState.class, maxItems = 5)
          List<CommentState> states,
      @Parameter(description = "Only those of the article with this id") @QueryParam("article")
          UUID article,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor,
      @QueryParam("total") @DefaultValue("false") boolean total) {
    return moderation.list(states == null ? List.of() : states, article, cursor, limit, total);
  }

  @GET
  @Path("{id}")
  @Operation(
      operationId = "getComment",
      summary = "Read a comment",
      description = "Whatever its state, with what readers are not shown.")
  @APIResponse(
      responseCode = "200",
      description = "The comment",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = ManagedComment.class)))
  public Response get(@PathParam("id") UUID id) {
    return answer(moderation.get(id));
  }

  @GET
  @Path("{id}/trail")
  @Operation(
      operationId = "getCommentTrail",
      summary = "Read a comment's trail",
      description = "Every decision on it and every change of its words, oldest first.")
  @APIResponse(responseCode = "200", description = "A page of entries")
  public Page<TrailEntry> trail(
      @PathParam("id") UUID id,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor) {
    return moderation.trail(id, cursor, limit);
  }

  @POST
  @Path("{id}/approve")
  @Operation(
      operationId = "approveComment",
      summary = "Approve a comment",
      description =
          "It is shown, and marked as seen by a person. From pending, rejected or spam; a"
              + " published one is only marked.")
  public RestResponse<ManagedComment> approve(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(
              required = false,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = DecisionRequest.class),
                      examples = @ExampleObject(name = "with a note", value = NOTE)))
          InputStream sent) {
    IfMatch match = IfMatch.of(ifMatch);
    return moved(moderation.approve(id, match, decision(sent), callers.current()));
  }

  @POST
  @Path("{id}/reject")
  @Operation(
      operationId = "rejectComment",
      summary = "Reject a comment",
      description = "From pending.")
  public RestResponse<ManagedComment> reject(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(
              required = false,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = DecisionRequest.class),
                      examples = @ExampleObject(name = "with a note", value = NOTE)))
          InputStream sent) {
    IfMatch match = IfMatch.of(ifMatch);
    return moved(moderation.reject(id, match, decision(sent), callers.current()));
  }

  @POST
  @Path("{id}/spam")
  @Operation(
      operationId = "markCommentSpam",
      summary = "Mark a comment as spam",
      description = "From pending.")
  public RestResponse<ManagedComment> markSpam(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(
              required = false,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = DecisionRequest.class),
                      examples = @ExampleObject(name = "with a note", value = NOTE)))
          InputStream sent) {
    IfMatch match = IfMatch.of(ifMatch);
    return moved(moderation.markSpam(id, match, decision(sent), callers.current()));
  }

  @POST
  @Path("{id}/remove")
  @Operation(
      operationId = "removeComment",
      summary = "Remove a comment",
      description = "From published. It is gone for readers, or a tombstone where it has replies.")
  public RestResponse<ManagedComment> remove(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(
              required = false,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = DecisionRequest.class),
                      examples = @ExampleObject(name = "with a note", value = NOTE)))
          InputStream sent) {
    IfMatch match = IfMatch.of(ifMatch);
    return moved(moderation.remove(id, match, decision(sent), callers.current()));
  }

  @POST
  @Path("{id}/restore")
  @Operation(
      operationId = "restoreComment",
      summary = "Restore a comment",
      description =
          "Shown again where it was removed; waiting again where it was rejected or spam."
              + " What its writer took back stays so.")
  public RestResponse<ManagedComment> restore(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(
              required = false,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = DecisionRequest.class),
                      examples = @ExampleObject(name = "with a note", value = NOTE)))
          InputStream sent) {
    IfMatch match = IfMatch.of(ifMatch);
    return moved(moderation.restore(id, match, decision(sent), callers.current()));
  }

  private DecisionRequest decision(InputStream sent) {
    return body.read(sent, DecisionRequest.class).orElse(DecisionRequest.NONE);
  }

  private static RestResponse<ManagedComment> moved(ManagedComment comment) {
    return ManagementAnswer.moved(comment, comment.version());
  }

  private static Response answer(ManagedComment comment) {
    return ManagementAnswer.of(comment, comment.version());
  }
}
