package io.masthead.comment;

import io.masthead.access.Callers;
import io.masthead.access.Role;
import io.masthead.http.IfMatch;
import io.masthead.http.ManagementAnswer;
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
import jakarta.ws.rs.PUT;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What comments are judged by, for the newsroom. */
@Path("/manage/v1/comment-rules")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Comment rules", description = "What comments are judged by")
class CommentPolicyResource {

  private static final String SAID = "What is said there";
  private static final String CLEARED = "Nothing is said there any more";

  @Inject CommentPolicyService policies;
  @Inject CommentService comments;
  @Inject Callers callers;

  @GET
  @RolesAllowed(Role.Names.MODERATOR)
  @Operation(
      operationId = "getCommentRules",
      summary = "Read what is said of comments for the site",
      description =
          "Only what is said there; the service's settings say the rest. See effective for what"
              + " comes of all of it.")
  @APIResponse(
      responseCode = "200",
      description = SAID,
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = CommentPolicyDetail.class),
              examples = @ExampleObject(name = "a site's", value = Examples.POLICY)))
  public Response get() {
    return answer(policies.get(PolicySubject.SITE));
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.ADMINISTRATOR)
  @Operation(
      operationId = "setCommentRules",
      summary = "Say what holds of comments on the site",
      description =
          "In the place of all that was said there. It holds for the next comment, on every"
              + " replica. Before anything was said the version is 0.")
  @APIResponse(
      responseCode = "200",
      description = SAID,
      content = @Content(schema = @Schema(implementation = CommentPolicyDetail.class)))
  public Response set(
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = CommentPolicyRequest.class),
                      examples = @ExampleObject(name = "a site's", value = Examples.RULES)))
          @NotNull
          CommentPolicyRequest request) {
    return put(PolicySubject.SITE, ifMatch, request);
  }

  @DELETE
  @RolesAllowed(Role.Names.ADMINISTRATOR)
  @Operation(
      operationId = "clearCommentRules",
      summary = "Say nothing of comments on the site any more",
      description = "The service's settings hold again.")
  @APIResponse(responseCode = "204", description = CLEARED)
  public void clear(@HeaderParam("If-Match") String ifMatch) {
    clear(PolicySubject.SITE, ifMatch);
  }

  @GET
  @Path("sections/{section}")
  @RolesAllowed(Role.Names.MODERATOR)
  @Operation(
      operationId = "getSectionCommentRules",
      summary = "Read what is said of comments for a section",
      description = "It holds for the sections below, too, where they do not say otherwise.")
  @APIResponse(
      responseCode = "200",
      description = SAID,
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = CommentPolicyDetail.class)))
  public Response getOfSection(
      @Parameter(description = "Id or slug, of today or before") @PathParam("section")
          String section) {
    return answer(policies.get(policies.section(section)));
  }

  @PUT
  @Path("sections/{section}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.ADMINISTRATOR)
  @Operation(
      operationId = "setSectionCommentRules",
      summary = "Say what holds of comments in a section",
      description = "For articles whose first section it, or one below it, is.")
  @APIResponse(
      responseCode = "200",
      description = SAID,
      content = @Content(schema = @Schema(implementation = CommentPolicyDetail.class)))
  public Response setOfSection(
      @Parameter(description = "Id or slug, of today or before") @PathParam("section")
          String section,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = CommentPolicyRequest.class)))
          @NotNull
          CommentPolicyRequest request) {
    return put(policies.section(section), ifMatch, request);
  }

  @DELETE
  @Path("sections/{section}")
  @RolesAllowed(Role.Names.ADMINISTRATOR)
  @Operation(
      operationId = "clearSectionCommentRules",
      summary = "Say nothing of comments in a section any more",
      description = "What is said of the sections above and the site holds again.")
  @APIResponse(responseCode = "204", description = CLEARED)
  public void clearOfSection(
      @Parameter(description = "Id or slug, of today or before") @PathParam("section")
          String section,
      @HeaderParam("If-Match") String ifMatch) {
    clear(policies.section(section), ifMatch);
  }

  @GET
  @Path("articles/{article}")
  @RolesAllowed(Role.Names.MODERATOR)
  @Operation(
      operationId = "getArticleCommentRules",
      summary = "Read what is said of comments for an article",
      description = "One that was published once; before, its own comments.moderation serves.")
  @APIResponse(
      responseCode = "200",
      description = SAID,
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = CommentPolicyDetail.class)))
  public Response getOfArticle(
      @Parameter(description = "Id or slug of the article") @PathParam("article") String article) {
    return answer(policies.get(policies.article(article)));
  }

  @PUT
  @Path("articles/{article}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.ADMINISTRATOR)
  @Operation(
      operationId = "setArticleCommentRules",
      summary = "Say what holds of comments on an article",
      description = "It is nearer than anything else, the article's own comments.moderation too.")
  @APIResponse(
      responseCode = "200",
      description = SAID,
      content = @Content(schema = @Schema(implementation = CommentPolicyDetail.class)))
  public Response setOfArticle(
      @Parameter(description = "Id or slug of the article") @PathParam("article") String article,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = CommentPolicyRequest.class)))
          @NotNull
          CommentPolicyRequest request) {
    return put(policies.article(article), ifMatch, request);
  }

  @DELETE
  @Path("articles/{article}")
  @RolesAllowed(Role.Names.ADMINISTRATOR)
  @Operation(
      operationId = "clearArticleCommentRules",
      summary = "Say nothing of comments on an article any more",
      description = "What is said of its section and the site holds again.")
  @APIResponse(responseCode = "204", description = CLEARED)
  public void clearOfArticle(
      @Parameter(description = "Id or slug of the article") @PathParam("article") String article,
      @HeaderParam("If-Match") String ifMatch) {
    clear(policies.article(article), ifMatch);
  }

  @GET
  @Path("effective")
  @RolesAllowed(Role.Names.MODERATOR)
  @Operation(
      operationId = "getEffectiveCommentRules",
      summary = "Read what comments on an article are judged by",
      description = "All that is said on the way to it, the nearest word of each.")
  @APIResponse(
      responseCode = "200",
      description = "Every rule's value",
      content =
          @Content(
              schema = @Schema(implementation = CommentPolicy.class),
              examples = @ExampleObject(name = "an article's", value = Examples.EFFECTIVE)))
  @APIResponse(responseCode = "404", description = "No such article is published")
  @APIResponse(responseCode = "410", description = "The article was taken down")
  public CommentPolicy effective(
      @Parameter(description = "Id or slug of the article; the site's without it")
          @QueryParam("article")
          String article) {
    return policies.effective(article);
  }

  @GET
  @Path("changes")
  @RolesAllowed(Role.Names.MODERATOR)
  @Operation(
      operationId = "listCommentRuleChanges",
      summary = "List who said what of comments, and when",
      description = "Every version of what was said anywhere, newest first.")
  @APIResponse(responseCode = "200", description = "A page of versions")
  public Page<CommentPolicyDetail> changes(
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor) {
    return policies.changes(cursor, limit);
  }

  @POST
  @Path("try")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.MODERATOR)
  @Operation(
      operationId = "tryCommentRules",
      summary = "Try what would become of a comment",
      description =
          "Judged as a guest's would be now, and not stored. How often its writer writes, what"
              + " came with the form and how many others write at once are left out.")
  @APIResponse(
      responseCode = "200",
      description = "The verdict",
      content =
          @Content(
              schema = @Schema(implementation = CommentTrial.class),
              examples =
                  @ExampleObject(
                      name = "held",
                      value =
                          "{\"verdict\": \"hold\", \"reasons\": [\"too_many_links\"],"
                              + " \"spamScore\": 62}")))
  @APIResponse(responseCode = "404", description = "No such article is published")
  @APIResponse(responseCode = "410", description = "The article was taken down")
  public CommentTrial attempt(@NotNull CommentTrialRequest request) {
    return comments.attempt(request);
  }

  private Response put(PolicySubject subject, String ifMatch, CommentPolicyRequest request) {
    return answer(policies.put(subject, IfMatch.of(ifMatch), request, callers.current()));
  }

  private void clear(PolicySubject subject, String ifMatch) {
    policies.put(subject, IfMatch.of(ifMatch), CommentPolicyRequest.NOTHING, callers.current());
  }

  private static Response answer(CommentPolicyDetail policy) {
    return ManagementAnswer.of(policy, policy.version());
  }
}
