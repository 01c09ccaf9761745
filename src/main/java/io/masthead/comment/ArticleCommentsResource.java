package io.masthead.comment;

import io.masthead.access.Callers;
import io.masthead.edition.Shown;
import io.masthead.http.AnswerKind;
import io.masthead.http.Dated;
import io.masthead.http.DeliveryAnswer;
import io.masthead.http.Fields;
import io.masthead.http.Idempotency;
import io.masthead.http.Page;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** An article's comments, for readers' pages. */
@Path("/api/v1/articles/{article}/comments")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Comments", description = "What readers write under articles")
class ArticleCommentsResource {

  @Inject ThreadService threads;
  @Inject CommentService comments;
  @Inject Callers callers;
  @Inject Writers writers;
  @Inject DeliveryAnswer answer;
  @Inject Idempotency idempotency;
  @Inject RoutingContext routing;

  /** As the document shows a page of comments. */
  @Schema(name = "CommentPage", description = "A page of comments")
  record CommentPage(
      @Schema(required = true) java.util.List<CommentDetail> items,
      @Schema(required = true) Page.Info page) {}

  @GET
  @Operation(
      operationId = "listComments",
      summary = "List an article's comments",
      description =
          "As a tree, the items are threads: each holds its first replies, nested in reading order,"
              + " and a cursor with which its /replies gives more. Flat, they are all comments. Only"
              + " published ones are shown; where one was removed and replies to it stayed, a"
              + " tombstone keeps its place. The list is empty where the article's comments are off."
              + " Send Authorization: Guest with a guestToken for the list as that guest is to see"
              + " it; such an answer is for nobody else to keep.")
  @SecurityRequirementsSet(value = {})
  @SecurityRequirement(name = "guestToken")
  @APIResponse(
      responseCode = "200",
      description = "A page of threads, or of comments",
      headers = @Header(name = "Last-Modified"),
      content =
          @Content(
              schema = @Schema(implementation = CommentPage.class),
              examples = @ExampleObject(name = "one thread", value = Examples.PAGE)))
  @APIResponse(responseCode = "410", description = "The article was taken down")
  public Response list(
      @Parameter(description = "Id or slug of the article", example = "a-bridge-opens")
          @PathParam("article")
          String article,
      @Parameter(description = "Language that the slug is of", example = "en")
          @QueryParam("lang")
          @Schema(maxLength = 35)
          String lang,
      @Parameter(description = "oldest or newest first, or top: most liked, then oldest")
          @QueryParam("sort")
          @DefaultValue("oldest")
          CommentSort sort,
      @Parameter(description = "tree for threads, flat for all comments alike")
          @QueryParam("view")
          @DefaultValue("tree")
          CommentLayout view,
      @Parameter(description = "Most replies that a thread holds, at whatever depth")
          @QueryParam("repliesLimit")
          @DefaultValue("" + ThreadService.USUAL_REPLIES)
          @Min(0)
          @Max(100)
          int repliesLimit,
      @QueryParam("limit") @DefaultValue("" + Page.USUAL_LIMIT) @Min(1) @Max(Page.MAX_LIMIT)
          int limit,
      @QueryParam("cursor") String cursor,
      @QueryParam("total") @DefaultValue("false") boolean total,
      @HeaderParam("Authorization") String authorization) {
    byte[] guest = Token.guest(authorization).orElse(null);
    Dated<Page<CommentDetail>> page =
        threads.list(
            article,
            lang,
            new ThreadService.Query(sort, view, repliesLimit, cursor, limit, total, guest));
    return OwnAnswer.of(
        answer
            .as(AnswerKind.COMMENTS)
            .showing(page.of())
            .showing(Shown.slug(article))
            .page(page.shown(), Fields.ALL, page.modified()),
        guest);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @SecurityRequirementsSet(value = {})
  @SecurityRequirement(name = "key")
  @Operation(
      operationId = "postComment",
      summary = "Post a comment",
      description =
          "A name is needed, an account is not. Both tokens are shown this once: the editToken lets"
              + " its writer change or take back the comment for a while, the guestToken makes the"
              + " next comment the same guest's. Sent with a newsroom key it is the staff's and is"
              + " shown at once; where the key stands for an author it is theirs, under their own"
              + " name, which may then be left out. Whether a guest's is shown or waits is told by"
              + " its state alone; a name of the newsroom's, or one that looks like it, is nobody"
              + " else's.")
  @APIResponse(
      responseCode = "201",
      description = "It is shown",
      headers = @Header(name = "Location", schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = PostedComment.class),
              examples = @ExampleObject(name = "shown", value = Examples.POSTED)))
  @APIResponse(
      responseCode = "202",
      description = "It waits for a moderator",
      content =
          @Content(
              schema = @Schema(implementation = PostedComment.class),
              examples = @ExampleObject(name = "waiting", value = Examples.WAITING)))
  @APIResponse(responseCode = "401", description = "A key was sent that is none")
  @APIResponse(
      responseCode = "403",
      description = "The article's comments are closed, readonly or off, or the writer is banned")
  @APIResponse(
      responseCode = "409",
      description = "The same was said here within 24 hours; conflictsWith is the first one's id")
  @APIResponse(responseCode = "410", description = "The article was taken down")
  @APIResponse(
      responseCode = "429",
      description = "This visitor writes more often than the newsroom allows; see Retry-After")
  public Response post(
      @Parameter(description = "Id or slug of the article", example = "a-bridge-opens")
          @PathParam("article")
          String article,
      @Parameter(description = "Language that the slug is of", example = "en")
          @QueryParam("lang")
          @Schema(maxLength = 35)
          String lang,
      @HeaderParam("Idempotency-Key") String idempotencyKey,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = CommentRequest.class),
                      examples = @ExampleObject(name = "a guest's", value = Examples.REQUEST)))
          CommentRequest request) {
    Writer writer = writers.of(routing.request(), callers.ifAny());
    return idempotency.once(
        writer.caller().map(c -> c.keyId().toString()).orElse("guest"),
        request,
        () -> {
          PostedComment posted = comments.post(article, lang, request, writer);
          return posted.comment().state() == CommentState.PUBLISHED
              ? Response.status(Response.Status.CREATED)
                  .header("Location", "/api/v1/comments/" + posted.comment().id())
                  .entity(posted)
                  .build()
              : Response.status(Response.Status.ACCEPTED).entity(posted).build();
        });
  }
}
