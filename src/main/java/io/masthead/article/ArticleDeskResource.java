package io.masthead.article;

import io.masthead.access.Callers;
import io.masthead.access.Role;
import io.masthead.edition.BodyFormat;
import io.masthead.http.Idempotency;
import io.masthead.http.IfMatch;
import io.masthead.http.ManagementAnswer;
import io.masthead.http.MergePatch;
import io.masthead.http.OptionalBody;
import io.masthead.http.Page;
import io.masthead.text.Language;
import io.masthead.text.Prose;
import io.masthead.text.Text;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Working copies, for the newsroom's tool. Below editors one sees what one made or signs. */
@Path("/manage/v1/articles")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Articles", description = "Working copies and their way to readers")
class ArticleDeskResource {

  @Inject ArticleService articles;
  @Inject Callers callers;
  @Inject Idempotency idempotency;
  @Inject OptionalBody body;

  @GET
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Operation(
      operationId = "listArticles",
      summary = "List articles",
      description =
          "In every state, latest change first; below editors one's own, and what the key's author"
              + " signs. The bin is asked for with binned=true.")
  @APIResponse(responseCode = "200", description = "A page of articles")
  public Page<ArticleSummary> list(
      @QueryParam("state")
          @Parameter(description = "Only these states; may be repeated")
          @Size(max = 6)
          List<ArticleState> states,
      @QueryParam("lang")
          @Parameter(description = "Language (BCP 47), exactly", example = "en")
          @Schema(maxLength = 35, pattern = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
          String lang,
      @QueryParam("q") @Parameter(description = "Part of the title") @Schema(maxLength = 200)
          String q,
      @QueryParam("binned") @DefaultValue("false") @Parameter(description = "The bin")
          boolean binned,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor")
          @Parameter(description = "From next or previous of another page of this list")
          @Schema(maxLength = 2000)
          String cursor,
      @QueryParam("total")
          @DefaultValue("false")
          @Parameter(description = "Count the list, to 10,000")
          boolean total) {
    return articles.list(
        states == null ? List.of() : states,
        lang == null ? null : Language.canonical(lang).orElse(lang),
        Text.nfc(q),
        binned,
        cursor,
        limit,
        total,
        callers.current());
  }

  @POST
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createArticle",
      summary = "Create an article",
      description =
          "Always as a draft. The body is kept as typed blocks; what has no block is dropped and"
              + " reported in warnings.")
  @APIResponse(
      responseCode = "201",
      description = "The draft",
      headers = {
        @Header(name = "Location", schema = @Schema(implementation = String.class)),
        @Header(name = "ETag", schema = @Schema(implementation = String.class))
      },
      content = @Content(schema = @Schema(implementation = ArticleDetail.class)))
  @APIResponse(responseCode = "409", description = "The slug is taken")
  public Response create(
      @HeaderParam("Idempotency-Key")
          @Parameter(description = "The same key and body give the first answer again, for 24 h")
          @Schema(maxLength = 255)
          String idempotencyKey,
      @QueryParam("revisionNote")
          @Parameter(description = "What to remember of this save in the article's history")
          @Schema(maxLength = 1000)
          String revisionNote,
      @RequestBody(required = true) ArticleRequest request) {
    return idempotency.once(
        callers.current().keyId().toString(),
        request,
        () -> {
          ArticleDetail article = articles.create(request, revisionNote, callers.current());
          return ManagementAnswer.created(
              "/manage/v1/articles/" + article.id(), article, article.version());
        });
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Operation(
      operationId = "getArticle",
      summary = "Read an article",
      description =
          "The working copy, whatever its state, in the bin too. Below editors one sees one's own, and"
              + " what the key's author signs; that, an author may change, and a contributor read.")
  @APIResponse(
      responseCode = "200",
      description = "The article",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = ArticleDetail.class)))
  public Response get(
      @PathParam("id") UUID id,
      @QueryParam("body") @DefaultValue("html") @Parameter(description = "The body's form")
          BodyFormat body) {
    return answer(articles.get(id, body, callers.current()));
  }

  @PATCH
  @Path("{id}")
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Consumes(MergePatch.MEDIA_TYPE)
  @Operation(
      operationId = "updateArticle",
      summary = "Change an article",
      description =
          "A merge patch (RFC 7396): members replace, null removes, arrays are replaced whole."
              + " Readers see a change to a published article once it is published again.")
  @APIResponse(
      responseCode = "200",
      description = "The changed article",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = ArticleDetail.class)))
  @APIResponse(
      responseCode = "409",
      description = "The slug is taken, or its state does not allow it")
  public Response update(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @QueryParam("body") @DefaultValue("html") @Parameter(description = "The body's form")
          BodyFormat body,
      @QueryParam("revisionNote")
          @Parameter(description = "What to remember of this save in the article's history")
          @Schema(maxLength = 1000)
          String revisionNote,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MergePatch.MEDIA_TYPE,
                      schema = @Schema(implementation = ArticleRequest.class)))
          MergePatch patch) {
    return answer(
        articles.update(id, IfMatch.of(ifMatch), patch, revisionNote, body, callers.current()));
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Operation(
      operationId = "deleteArticle",
      summary = "Put an article in the bin",
      description = "What was published is so no more. It can be restored as a draft.")
  @APIResponse(responseCode = "204", description = "It is in the bin")
  @APIResponse(responseCode = "409", description = "Its state does not allow it")
  public void delete(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
    articles.bin(id, IfMatch.of(ifMatch), callers.current());
  }

  @POST
  @Path("{id}/publish")
  @RolesAllowed(Role.Names.AUTHOR)
  @Operation(
      operationId = "publishArticle",
      summary = "Publish, publish again, or schedule",
      description =
          "Readers see the working copy as it is now, whole, from this commit on. With at in the"
              + " future it is scheduled, and moved if it was; with at in the past, which takes an"
              + " editor, that is the time readers see. Under an embargo it is refused.")
  public RestResponse<ArticleDetail> publish(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(
              required = false,
              description = "None publishes now",
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = PublishRequest.class)))
          InputStream sent) {
    PublishRequest request = body.read(sent, PublishRequest.class).orElse(PublishRequest.NOW);
    return moved(articles.publish(id, IfMatch.of(ifMatch), request, callers.current()));
  }

  @PUT
  @Path("{id}/expiry")
  @RolesAllowed(Role.Names.AUTHOR)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "setExpiry",
      summary = "Say when readers lose it",
      description =
          "Of a scheduled or published article: it is unpublished within a second of that time. Said"
              + " again, the time moves; unpublishing, withdrawing and deleting forget it.")
  public RestResponse<ArticleDetail> setExpiry(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(required = true) ExpiryRequest request) {
    return moved(articles.expire(id, IfMatch.of(ifMatch), request, callers.current()));
  }

  @DELETE
  @Path("{id}/expiry")
  @RolesAllowed(Role.Names.AUTHOR)
  @Operation(
      operationId = "cancelExpiry",
      summary = "Let readers keep it",
      description = "Forgets the time at which it would be unpublished; 404 where there is none.")
  public RestResponse<ArticleDetail> cancelExpiry(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
    return moved(articles.expire(id, IfMatch.of(ifMatch), null, callers.current()));
  }

  @PUT
  @Path("{id}/embargo")
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "setEmbargo",
      summary = "Put under embargo",
      description =
          "Before its end nobody publishes or schedules the article, not even an administrator; its"
              + " end publishes nothing. To make it end earlier than was said takes an editor.")
  public RestResponse<ArticleDetail> setEmbargo(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(required = true) EmbargoRequest request) {
    return moved(articles.embargo(id, IfMatch.of(ifMatch), request, callers.current()));
  }

  @DELETE
  @Path("{id}/embargo")
  @RolesAllowed(Role.Names.EDITOR)
  @Operation(
      operationId = "liftEmbargo",
      summary = "Lift the embargo",
      description =
          "Now it may be published; 404 where there is none. The history keeps the reason.")
  public RestResponse<ArticleDetail> liftEmbargo(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @QueryParam("reason")
          @NotNull
          @Prose(max = 500)
          @Parameter(description = "Why, and by whose word", example = "The report is out.")
          @Schema(maxLength = 500)
          String reason) {
    return moved(
        articles.liftEmbargo(id, IfMatch.of(ifMatch), Text.nfc(reason), callers.current()));
  }

  @POST
  @Path("{id}/takedown")
  @RolesAllowed(Role.Names.EDITOR)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "takeDownArticle",
      summary = "Take down for good",
      description = "Its addresses answer 410 with the reason from this commit on.")
  public RestResponse<ArticleDetail> takeDown(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(required = true) TakedownRequest request) {
    return moved(articles.takeDown(id, IfMatch.of(ifMatch), request, callers.current()));
  }

  @POST
  @Path("{id}/submit")
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Operation(
      operationId = "submitArticle",
      summary = "Submit for review",
      description = "From draft to in_review.")
  public RestResponse<ArticleDetail> submit(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
    return moved(articles.submit(id, IfMatch.of(ifMatch), callers.current()));
  }

  @POST
  @Path("{id}/withdraw")
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Operation(
      operationId = "withdrawArticle",
      summary = "Withdraw to draft",
      description = "From review, or from the schedule.")
  public RestResponse<ArticleDetail> withdraw(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
    return moved(articles.withdraw(id, IfMatch.of(ifMatch), callers.current()));
  }

  @POST
  @Path("{id}/unpublish")
  @RolesAllowed(Role.Names.AUTHOR)
  @Operation(
      operationId = "unpublishArticle",
      summary = "Unpublish",
      description =
          "Readers get 404 from this commit on; it may return. Its counts and slugs stay.")
  public RestResponse<ArticleDetail> unpublish(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
    return moved(articles.unpublish(id, IfMatch.of(ifMatch), callers.current()));
  }

  @POST
  @Path("{id}/archive")
  @RolesAllowed(Role.Names.EDITOR)
  @Operation(
      operationId = "archiveArticle",
      summary = "Archive",
      description = "Out of the readers' sight, kept as it is; restore makes it a draft.")
  public RestResponse<ArticleDetail> archive(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
    return moved(articles.archive(id, IfMatch.of(ifMatch), callers.current()));
  }

  @POST
  @Path("{id}/restore")
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Operation(
      operationId = "restoreArticle",
      summary = "Restore",
      description = "Out of the bin or the archive, as a draft.")
  public RestResponse<ArticleDetail> restore(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
    return moved(articles.restore(id, IfMatch.of(ifMatch), callers.current()));
  }

  private static RestResponse<ArticleDetail> moved(ArticleDetail article) {
    return ManagementAnswer.moved(article, article.version());
  }

  private static Response answer(ArticleDetail article) {
    return ManagementAnswer.of(article, article.version());
  }
}
