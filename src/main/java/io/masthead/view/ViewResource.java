package io.masthead.view;

import io.masthead.access.Callers;
import io.masthead.http.Dated;
import io.masthead.http.DeliveryAnswer;
import io.masthead.http.OptionalBody;
import io.masthead.http.Peers;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
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

/** Views of an article, for readers' pages. */
@Path("/api/v1/articles/{article}/views")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Views", description = "How often articles are read")
class ViewResource {

  @Inject ViewService views;
  @Inject Callers callers;
  @Inject DeliveryAnswer answer;
  @Inject OptionalBody body;
  @Inject RoutingContext routing;
  @Inject Peers peers;

  private static final int MAX_BODY = 4096;

  @POST
  @SecurityRequirementsSet(value = {})
  @SecurityRequirement(name = "key")
  @Operation(
      operationId = "countView",
      summary = "Count a view",
      description =
          "A reader opened the article. The answer is sent when the view is durable, and sending it"
              + " again within the window counts nothing, so a client may retry freely. Repeats of"
              + " one visitor within 30 minutes, known bots, what a browser fetches ahead, requests"
              + " for a range and callers with a newsroom key do not count. Send it once the page"
              + " is visible, with navigator.sendBeacon if you like. Address and agent are never"
              + " kept.")
  @APIResponse(
      responseCode = "200",
      description = "Whether it counted, and the article's views",
      content =
          @Content(
              schema = @Schema(implementation = ViewReceipt.class),
              examples =
                  @ExampleObject(name = "counted", value = "{\"counted\": true, \"views\": 45}")))
  @APIResponse(responseCode = "401", description = "A key was sent that is none")
  @APIResponse(responseCode = "410", description = "The article was taken down")
  @APIResponse(
      responseCode = "429",
      description =
          "A key was sent that is not known here, and too many wrong ones came from this address")
  @NonBlocking
  public CompletionStage<ViewReceipt> count(
      @Parameter(description = "Id or slug of the article", example = "a-bridge-opens")
          @PathParam("article")
          String article,
      @Parameter(description = "Language that the slug is of", example = "en")
          @QueryParam("lang")
          @Schema(maxLength = 35)
          String lang,
      @Parameter(description = "With a newsroom key: tell why a hit does not count")
          @QueryParam("explain")
          @DefaultValue("false")
          boolean explain,
      @RequestBody(
              required = false,
              description =
                  "May be empty, JSON, or anything that navigator.sendBeacon sends. JSON is read"
                      + " whatever type it is sent as; what is none is ignored, unless it calls"
                      + " itself application/json",
              content = {
                @Content(
                    mediaType = MediaType.APPLICATION_JSON,
                    schema = @Schema(implementation = ViewRequest.class),
                    examples =
                        @ExampleObject(
                            name = "with a referrer",
                            value = "{\"referrer\": \"https://search.example/\"}")),
                @Content(
                    mediaType = MediaType.WILDCARD,
                    schema =
                        @Schema(
                            type =
                                org.eclipse.microprofile.openapi.annotations.enums.SchemaType
                                    .STRING,
                            format = "binary"))
              })
          byte[] sent) {
    String referrer =
        body.readIfPossible(sent, ViewRequest.class, MAX_BODY, views::noteGarbled)
            .map(ViewRequest::referrer)
            .orElse(null);
    HttpServerRequest request = routing.request();
    String address = peers.addressOf(request);
    return callers
        .ifAnyLater()
        .thenCompose(
            caller -> {
              boolean newsroom = caller.isPresent();
              Hit hit = Hit.of(request, address, newsroom, Referrer.host(referrer));
              CompletionStage<ViewReceipt> receipt = views.count(article, lang, hit);
              return explain && newsroom ? receipt : receipt.thenApply(ViewReceipt::withoutReason);
            });
  }

  @GET
  @Operation(
      operationId = "getViews",
      summary = "Read an article's views",
      description =
          "The total and the daily visitors, and with interval a series of every hour or day from"
              + " the one that holds the begin to the one before the end. Days are the calendar"
              + " days of the zone. An hour belongs to the day in which its middle lies, which"
              + " matters in zones such as Asia/Kolkata; days older than the hours that are kept"
              + " are UTC days. Imported days count as views and not as visitors, in days alone."
              + " Reading, HEAD included, counts nothing.")
  @APIResponse(
      responseCode = "200",
      description = "The counts",
      headers = @Header(name = "Last-Modified"),
      content =
          @Content(
              schema = @Schema(implementation = ViewCounts.class),
              examples = {
                @ExampleObject(
                    name = "counts",
                    value =
                        "{\"views\": 45, \"dailyVisitors\": 39, \"asOf\":"
                            + " \"2026-11-25T09:00:00.000Z\"}"),
                @ExampleObject(
                    name = "two hours",
                    value =
                        "{\"views\": 45, \"dailyVisitors\": 39, \"asOf\":"
                            + " \"2026-11-25T09:00:00.000Z\", \"series\": [{\"at\":"
                            + " \"2026-11-25T07:00:00.000Z\", \"views\": 7, \"visitors\": 5},"
                            + " {\"at\": \"2026-11-25T08:00:00.000Z\", \"views\": 0,"
                            + " \"visitors\": 0}]}")
              }))
  @APIResponse(responseCode = "410", description = "The article was taken down")
  public Response read(
      @Parameter(description = "Id or slug of the article", example = "a-bridge-opens")
          @PathParam("article")
          String article,
      @Parameter(description = "Language that the slug is of", example = "en")
          @QueryParam("lang")
          @Schema(maxLength = 35)
          String lang,
      @Parameter(description = "Adds a series with buckets of this length") @QueryParam("interval")
          ViewInterval interval,
      @Parameter(
              description =
                  "Begin of the series; 7 days before its end for hours, 30 for days without it")
          @QueryParam("from")
          Instant from,
      @Parameter(description = "End of the series, not included; now without it") @QueryParam("to")
          Instant to,
      @Parameter(
              description = "Zone of the days, by its IANA name; UTC without it",
              example = "Europe/Berlin")
          @QueryParam("timeZone")
          @Schema(maxLength = 60)
          String timeZone) {
    Dated<ViewCounts> counts =
        views.read(article, lang, new Buckets.Question(interval, from, to, timeZone));
    return answer.dated(counts.shown(), counts.modified());
  }
}
