package io.masthead.edition;

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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was put right in an article, for readers' pages. */
@Path("/api/v1/articles/{article}/corrections")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Articles")
class ArticleCorrectionsResource {

  private static final String EXAMPLE =
      """
      {"items": [{"id": "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69", "kind": "correction",
        "text": "The bridge is 120 metres long, not 210.", "at": "2026-11-25T09:00:00.000Z"}],
       "page": {"limit": 20}}
      """;

  /** A page of an article's corrections, for the document. */
  @Schema(name = "ArticleCorrectionPage", description = "A page of an article's corrections")
  record CorrectionPage(
      @Schema(required = true) List<ArticleDocument.Correction> items,
      @Schema(required = true) Page.Info page) {}

  @Inject CorrectionService corrections;
  @Inject DeliveryAnswer answer;

  @GET
  @Operation(
      operationId = "listArticleCorrections",
      summary = "List an article's corrections",
      description =
          "What was put right in it since it was published, oldest first. None is ever changed, only"
              + " followed by another.")
  @APIResponse(
      responseCode = "200",
      description = "A page of corrections",
      headers = @Header(name = "Last-Modified"),
      content =
          @Content(
              schema = @Schema(implementation = CorrectionPage.class),
              examples = @ExampleObject(name = "one correction", value = EXAMPLE)))
  @APIResponse(responseCode = "410", description = "It was taken down for good; see reason")
  public Response list(
      @Parameter(description = "Id or slug, of today or before", example = "a-bridge-opens")
          @PathParam("article")
          String article,
      @Parameter(description = "Language of the slug; the site's default without it")
          @QueryParam("lang")
          String lang,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor) {
    Dated<Page<ArticleDocument.Correction>> page = corrections.list(article, lang, cursor, limit);
    return answer.showing(page.of()).page(page.shown(), Fields.ALL, page.modified());
  }
}
