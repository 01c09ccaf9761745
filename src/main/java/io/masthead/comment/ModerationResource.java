package io.masthead.comment;

import io.masthead.access.Callers;
import io.masthead.access.Role;
import io.masthead.http.IfMatch;
import io.masthead.http.ManagementAnswer;
import io.masthead.http.MergePatch;
import io.masthead.http.OptionalBody;
import io.masthead.http.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
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
  @Inject BulkService bulk;
  @Inject Callers callers;
  @Inject OptionalBody body;

  @GET
  @Operation(
      operationId = "listComments",
      summary = "List comments",
      description =
          "In every state, by the time of writing. Comments of articles that are not published are"
              + " there too. All filters hold at once.")
  @APIResponse(responseCode = "200", description = "A page of comments")
  public Page<ManagedComment> list(
      @Parameter(description = "Only these states; may be repeated")
          @QueryParam("state")
          @Schema(type = SchemaType.ARRAY, implementation = CommentState.class, maxItems = 5)
          List<CommentState> states,
      @Parameter(
              description = "Only those that stand in their state for this reason",
              example = "first_timer")
          @QueryParam("reason")
          @Schema(maxLength = 40)
          String reason,
      @Parameter(description = "Only those of the article with this id") @QueryParam("article")
          UUID article,
      @Parameter(
              description =
                  "Id or slug of a section: only those of articles that are published in it, or in"
                      + " one below it, now",
              example = "world")
          @QueryParam("section")
          String section,
      @Parameter(
              description = "Only writers with this in their name, whatever its case or width",
              example = "reader")
          @QueryParam("name")
          @Schema(maxLength = 60)
          String name,
      @Parameter(
              description =
                  "Words in name or text; quotes hold words together, a minus leaves one out",
              example = "bridge")
          @QueryParam("q")
          @Schema(maxLength = 200)
          String words,
      @Parameter(
              description =
                  "Only those sent with this e-mail address, also after the address was dropped")
          @QueryParam("email")
          @Schema(maxLength = 254)
          String email,
      @Parameter(description = "Only those written then or later") @QueryParam("from") Instant from,
      @Parameter(description = "Only those written before") @QueryParam("to") Instant to,
      @Parameter(description = "Only those of the guest who wrote the comment with this id")
          @QueryParam("sameWriterAs")
          UUID sameWriterAs,
      @Parameter(description = "newest or oldest first") @QueryParam("sort") @DefaultValue("newest")
          QueueSort sort,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor,
      @QueryParam("total") @DefaultValue("false") boolean total) {
    QueueQuery query =
        new QueueQuery(
            states == null ? List.of() : states,
            reason,
            article,
            section,
            name,
            words,
            email,
            from,
            to,
            sameWriterAs,
            sort);
    return moderation.list(query, cursor, limit, total);
  }

  @GET
  @Path("counts")
  @Operation(
      operationId = "countComments",
      summary = "Count comments by state",
      description = "Of the site, an article or a section, each state to 10,000.")
  @APIResponse(
      responseCode = "200",
      description = "Every state with its number",
      content =
          @Content(
              schema = @Schema(implementation = StateCounts.class),
              examples =
                  @ExampleObject(
                      name = "a small site's",
                      value =
                          "{\"items\": [{\"state\": \"pending\", \"total\": 3}, {\"state\":"
                              + " \"published\", \"total\": 10000, \"totalIsLowerBound\": true},"
                              + " {\"state\": \"rejected\", \"total\": 12}, {\"state\":"
                              + " \"spam\", \"total\": 40}, {\"state\": \"removed\","
                              + " \"total\": 7}]}")))
  public StateCounts counts(
      @Parameter(description = "Only those of the article with this id") @QueryParam("article")
          UUID article,
      @Parameter(
              description =
                  "Id or slug of a section: only those of articles that are published in it, or in"
                      + " one below it, now",
              example = "world")
          @QueryParam("section")
          String section) {
    return moderation.counts(
        new QueueQuery(
            List.of(),
            null,
            article,
            section,
            null,
            null,
            null,
            null,
            null,
            null,
            QueueSort.NEWEST));
  }

  @POST
  @Path("bulk")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "decideComments",
      summary = "Decide many comments",
      description =
          "One decision on up to 500. By default each goes by itself, and what cannot be decided is"
              + " told with its reason; with mode all nothing is done where one of them cannot be.")
  @APIResponse(
      responseCode = "200",
      description = "What came of each",
      content =
          @Content(
              schema = @Schema(implementation = BulkResult.class),
              examples =
                  @ExampleObject(
                      name = "one of two",
                      value =
                          "{\"items\": [{\"id\": \"0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69\","
                              + " \"ok\": true, \"state\": \"published\", \"version\": 2},"
                              + " {\"id\": \"0198c2f5-0a11-7c44-8d02-5b6c7d8e9f10\", \"ok\":"
                              + " false, \"version\": 3, \"problem\": {\"code\":"
                              + " \"precondition_failed\", \"detail\": \"The resource is at"
                              + " version 3.\"}}]}")))
  @APIResponse(
      responseCode = "409",
      description = "With mode all: the state of one does not allow it; see errors")
  @APIResponse(
      responseCode = "412",
      description = "With mode all: one was changed meanwhile; see errors")
  @APIResponse(
      responseCode = "422",
      description =
          "A rule is broken, one stands there twice, or, with mode all, is unknown; see errors")
  public BulkResult bulk(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = BulkRequest.class),
                      examples =
                          @ExampleObject(
                              name = "one as it was seen",
                              value =
                                  "{\"decision\": \"approve\", \"items\": [{\"id\":"
                                      + " \"0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69\","
                                      + " \"version\": 1}]}")))
          @NotNull
          BulkRequest request) {
    return bulk.decide(request, callers.current());
  }

  @PATCH
  @Path("{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Operation(
      operationId = "rewriteComment",
      summary = "Change a comment's words",
      description =
          "In any state, which stays as it is. The words before are in the trail, and readers see"
              + " that it was edited.")
  @APIResponse(
      responseCode = "200",
      description = "The comment",
      content = @Content(schema = @Schema(implementation = ManagedComment.class)))
  public Response edit(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MergePatch.MEDIA_TYPE,
                      schema = @Schema(implementation = CommentEditRequest.class)))
          MergePatch patch) {
    return answer(moderation.edit(id, IfMatch.of(ifMatch), patch, callers.current()));
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
