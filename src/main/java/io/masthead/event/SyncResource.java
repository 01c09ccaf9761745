package io.masthead.event;

import io.masthead.edition.BodyFormat;
import io.masthead.http.DeliveryAnswer;
import io.masthead.http.Names;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is published, changed or gone, for whoever keeps a copy of it. */
@Path("/api/v1/sync")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Events", description = "What happens to what is published")
class SyncResource {

  private static final String EXAMPLE =
      """
      {"items": [
        {"id": "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a60", "state": "unpublished"},
        {"id": "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a61", "state": "taken_down", "reason": "legal",
          "takenDownAt": "2026-11-25T09:00:00.000Z"}],
       "next": "AQCbI3kq0c5mLFsiNDQiLCIwMTk4YzJmNC02ZDFlLTdhMzAiXQ", "more": false}
      """;

  @Inject SyncService sync;
  @Inject DeliveryAnswer answer;

  @GET
  @Operation(
      operationId = "sync",
      summary = "Keep a copy of what is published",
      description =
          "Without a token all there is: every published article as lists show it, and a mark for"
              + " every one that was taken down. Go on with next as long as there is more; then keep"
              + " next, and ask with it again for what changed since: each article once, as it"
              + " stands now, in the order of its last change, or what is left of one that went."
              + " None is skipped, however late its change came about, and one that changes again"
              + " is given again. A change is told within a second of being made. Where nothing"
              + " changed, next and the ETag stay the same. A token is good for 30 days, or as the"
              + " service is set, and is renewed by every use; an older one is a 410: start anew,"
              + " and drop what is not given. No change is told where comments close: closesAt says"
              + " it beforehand, as it was when the article last changed.")
  @APIResponse(
      responseCode = "200",
      description = "Some of it, and the token to go on with",
      content =
          @Content(
              schema = @Schema(implementation = Sync.class),
              examples = @ExampleObject(name = "what went", value = EXAMPLE)))
  @APIResponse(responseCode = "410", description = "The token is too old: start without one")
  public Response read(
      @QueryParam("since")
          @Parameter(
              description = "The next of the answer before, or the id of an event; none to start",
              example = "AQCbI3kq0c5mLFsiNDQiLCIwMTk4YzJmNC02ZDFlLTdhMzAiXQ")
          @Schema(maxLength = 2000)
          String since,
      @QueryParam("include")
          @Parameter(description = "body, to have the articles whole", example = "body")
          @Schema(enumeration = "body")
          String include,
      @QueryParam("body") @DefaultValue("html") @Parameter(description = "The body's form")
          BodyFormat body,
      @QueryParam("limit")
          @DefaultValue("100")
          @Min(1)
          @Max(100)
          @Parameter(description = "Most items of an answer")
          int limit) {
    BodyFormat format = Names.of(include).contains("body") ? body : null;
    return answer.dated(sync.read(since, format, limit), null);
  }
}
