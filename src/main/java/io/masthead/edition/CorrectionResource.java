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

/** What was put right on the whole site, for the page on which it answers for its work. */
@Path("/api/v1/corrections")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Articles")
class CorrectionResource {

  private static final String EXAMPLE =
      """
      {"items": [{"id": "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69", "kind": "correction",
        "text": "The bridge is 120 metres long, not 210.", "at": "2026-11-25T09:00:00.000Z",
        "article": {"id": "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a60", "slug": "a-bridge-opens",
          "lang": "en", "title": "A bridge opens"}}],
       "page": {"limit": 20}}
      """;

  /** A page of the site's corrections, for the document. */
  @Schema(name = "CorrectionPage", description = "A page of corrections")
  record CorrectionPage(
      @Schema(required = true) List<PublishedCorrection> items,
      @Schema(required = true) Page.Info page) {}

  @Inject CorrectionService corrections;
  @Inject DeliveryAnswer answer;

  @GET
  @Operation(
      operationId = "listCorrections",
      summary = "List corrections",
      description =
          "What was put right in any published article, newest first. Those of an article that is"
              + " published no more are not told.")
  @APIResponse(
      responseCode = "200",
      description = "A page of corrections",
      headers = @Header(name = "Last-Modified"),
      content =
          @Content(
              schema = @Schema(implementation = CorrectionPage.class),
              examples = @ExampleObject(name = "one correction", value = EXAMPLE)))
  public Response list(
      @Parameter(description = "Only of this kind") @QueryParam("kind") CorrectionKind kind,
      @Parameter(description = "Only of articles of this language (BCP 47)", example = "en")
          @QueryParam("lang")
          String lang,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor) {
    Dated<Page<PublishedCorrection>> page = corrections.list(kind, lang, cursor, limit);
    return answer.showing(page.of()).page(page.shown(), Fields.ALL, page.modified());
  }
}
