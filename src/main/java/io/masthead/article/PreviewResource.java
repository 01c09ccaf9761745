package io.masthead.article;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.edition.ArticleDocument;
import io.masthead.edition.BodyFormat;
import io.masthead.http.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The one address of delivery that shows a working copy: to whoever has its token, and to no cache,
 * search engine or other site.
 */
@Path("/api/v1/previews")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Articles")
class PreviewResource {

  private static final Map<String, String> PRIVATE =
      Map.of(
          "Cache-Control", "private, no-store",
          "Referrer-Policy", "no-referrer",
          "X-Robots-Tag", "noindex, nofollow");

  @Inject PreviewService previews;

  @GET
  @Path("{token}")
  @Operation(
      operationId = "readPreview",
      summary = "Read an article before it is published",
      description =
          "What the newsroom has now, exactly as a read of the article would give it once it is"
              + " published; of one that never was, the times are those of the look, or of the"
              + " schedule. Nothing else of it can be read. A token that is wrong, expired or"
              + " revoked is no address.")
  @APIResponse(
      responseCode = "200",
      description = "The article as it would be published",
      headers = {
        @Header(name = "Cache-Control", schema = @Schema(implementation = String.class)),
        @Header(name = "Referrer-Policy", schema = @Schema(implementation = String.class)),
        @Header(name = "X-Robots-Tag", schema = @Schema(implementation = String.class))
      },
      content = @Content(schema = @Schema(implementation = ArticleDocument.class)))
  public Response get(
      @PathParam("token")
          @Parameter(description = "As the preview's link holds it; never logged")
          @Schema(maxLength = 150, pattern = "^[A-Za-z0-9_-]+$", format = "password")
          String token,
      @QueryParam("body") @DefaultValue("html") @Parameter(description = "The body's form")
          BodyFormat body) {
    ObjectNode article = previews.look(token, body).orElseThrow(PreviewResource::nothing);
    Response.ResponseBuilder answer = Response.ok(article);
    PRIVATE.forEach(answer::header);
    return answer.build();
  }

  private static ProblemException nothing() {
    ProblemException nothing = ProblemException.notFound();
    PRIVATE.forEach(nothing::with);
    return nothing;
  }
}
