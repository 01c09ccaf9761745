package io.masthead.article;

import io.masthead.access.Callers;
import io.masthead.access.Role;
import io.masthead.http.IfMatch;
import io.masthead.http.ManagementAnswer;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The history of an article, which nothing changes. */
@Path("/manage/v1/articles/{id}/revisions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.CONTRIBUTOR)
@Tag(name = "Articles")
class RevisionResource {

  private static final String NUMBER = "Number of the revision, which is the version it made";

  @Inject ArticleService articles;
  @Inject RevisionService revisions;
  @Inject Callers callers;

  @GET
  @Operation(
      operationId = "listRevisions",
      summary = "List an article's revisions",
      description =
          "Every version it had, newest first: saves and moves alike, who made them and when. Their"
              + " numbers are the versions, without a gap.")
  @APIResponse(responseCode = "200", description = "A page of revisions")
  public Page<Revision> list(
      @PathParam("id") UUID id,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor) {
    return revisions.list(id, cursor, limit, callers.current());
  }

  @GET
  @Path("{number}")
  @Operation(
      operationId = "getRevision",
      summary = "Read a revision",
      description = "With everything an editor had written by then.")
  @APIResponse(responseCode = "200", description = "The revision")
  public RevisionDetail get(
      @PathParam("id") UUID id,
      @Parameter(description = NUMBER, example = "1")
          @PathParam("number")
          @Min(1)
          @Max(Integer.MAX_VALUE)
          int number) {
    return revisions.get(id, number, callers.current());
  }

  @GET
  @Path("{number}/diff")
  @Operation(
      operationId = "compareRevisions",
      summary = "Compare two revisions",
      description =
          "What differs from this revision to the one it is held against: members by their values,"
              + " the body by blocks, and by words within blocks that changed.")
  @APIResponse(responseCode = "200", description = "The differences")
  public RevisionDiff diff(
      @PathParam("id") UUID id,
      @Parameter(description = NUMBER, example = "1")
          @PathParam("number")
          @Min(1)
          @Max(Integer.MAX_VALUE)
          int number,
      @Parameter(description = "Number of the other revision", required = true, example = "3")
          @QueryParam("against")
          @Min(1)
          @Max(Integer.MAX_VALUE)
          int against) {
    return revisions.diff(id, number, against, callers.current());
  }

  @POST
  @Path("{number}/restore")
  @Operation(
      operationId = "restoreRevision",
      summary = "Restore a revision",
      description =
          "Writes anew what it held, as a new revision; readers see it once it is published. The slug"
              + " and the language stay as they are now.")
  @APIResponse(
      responseCode = "200",
      description = "What it is after the move",
      content = @Content(schema = @Schema(implementation = ArticleDetail.class)))
  @APIResponse(
      responseCode = "409",
      description = "What it refers to is no more (see errors), or the state does not allow it")
  public RestResponse<ArticleDetail> restore(
      @PathParam("id") UUID id,
      @Parameter(description = NUMBER, example = "1")
          @PathParam("number")
          @Min(1)
          @Max(Integer.MAX_VALUE)
          int number,
      @HeaderParam("If-Match") String ifMatch,
      @QueryParam("revisionNote")
          @Parameter(description = "What to remember of this save in the article's history")
          @Schema(maxLength = 1000)
          String revisionNote) {
    ArticleDetail article =
        articles.restoreRevision(id, number, IfMatch.of(ifMatch), revisionNote, callers.current());
    return ManagementAnswer.moved(article, article.version());
  }
}
