package io.masthead.comment;

import io.masthead.http.AnswerKind;
import io.masthead.http.Dated;
import io.masthead.http.DeliveryAnswer;
import io.masthead.http.Fields;
import io.masthead.http.Page;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was last said on the site, for readers' pages. */
@Path("/api/v1/comments/latest")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Comments")
class LatestResource {

  @Inject LatestService latest;
  @Inject DeliveryAnswer answer;

  @GET
  @Operation(
      operationId = "listLatestComments",
      summary = "List the latest comments",
      description =
          "Of the whole site, newest first, each with the article that it is about. Only published"
              + " ones of published articles whose comments are not off; no tombstones.")
  @APIResponse(
      responseCode = "200",
      description = "A page of comments",
      headers = @Header(name = "Last-Modified"),
      content =
          @Content(
              schema = @Schema(implementation = ArticleCommentsResource.CommentPage.class),
              examples = @ExampleObject(name = "one comment", value = Examples.LATEST)))
  public Response list(
      @Parameter(description = "Only under articles of this language (BCP 47)", example = "en")
          @QueryParam("lang")
          String lang,
      @Parameter(
              description =
                  "Only under articles of this section, by id or slug, and those below it",
              example = "world")
          @QueryParam("section")
          String section,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor) {
    Dated<Page<CommentDetail>> page = latest.list(lang, section, cursor, limit);
    return answer
        .as(AnswerKind.COMMENTS)
        .showing(page.of())
        .page(page.shown(), Fields.ALL, page.modified());
  }
}
