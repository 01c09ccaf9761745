package io.masthead.view;

import io.masthead.access.Callers;
import io.masthead.http.Peers;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Base64;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The view of an article as a picture, for pages without script. */
@Path("/api/v1/articles/{article}/views.gif")
@PermitAll
@Tag(name = "Views")
class ViewPixelResource {

  private static final String GIF = "image/gif";

  /** One transparent pixel (GIF89a). */
  private static final byte[] PIXEL =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

  @Inject ViewService views;
  @Inject Callers callers;
  @Inject RoutingContext routing;
  @Inject Peers peers;

  @GET
  @Produces(GIF)
  @NonBlocking
  @SecurityRequirementsSet(value = {})
  @SecurityRequirement(name = "key")
  @Operation(
      operationId = "countViewByPixel",
      summary = "Count a view by a pixel",
      description =
          "The same hit as countView, for pages without script: a transparent GIF of one pixel,"
              + " sent when the view is durable and never cached. HEAD and requests for a range"
              + " count nothing.")
  @APIResponse(
      responseCode = "200",
      description = "The pixel, whether it counted or not",
      content =
          @Content(mediaType = GIF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "401", description = "A key was sent that is none")
  @APIResponse(responseCode = "410", description = "The article was taken down")
  @APIResponse(
      responseCode = "429",
      description =
          "A key was sent that is not known here, and too many wrong ones came from this address")
  public CompletionStage<Response> count(
      @Parameter(description = "Id or slug of the article", example = "a-bridge-opens")
          @PathParam("article")
          String article,
      @Parameter(description = "Language that the slug is of", example = "en")
          @QueryParam("lang")
          @Schema(maxLength = 35)
          String lang) {
    HttpServerRequest request = routing.request();
    String address = peers.addressOf(request);
    if (request.method() == HttpMethod.HEAD) {
      return views.article(article, lang).thenApply(found -> pixel());
    }
    return callers
        .ifAnyLater()
        .thenCompose(
            caller ->
                views.count(article, lang, Hit.of(request, address, caller.isPresent(), null)))
        .thenApply(receipt -> pixel());
  }

  private static Response pixel() {
    return Response.ok(PIXEL, GIF).header("Cache-Control", "no-store").build();
  }
}
