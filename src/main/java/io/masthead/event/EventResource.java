package io.masthead.event;

import io.masthead.http.Fault;
import io.masthead.http.Names;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What happens to what is published, for whoever follows it. */
@Path("/api/v1/events")
@PermitAll
@Tag(name = "Events")
class EventResource {

  private static final String EXAMPLE =
      """
      id:AQCbI3kq0c5mLFsiNDQiLCIwMTk4YzJmNC02ZDFlLTdhMzAiXQ
      event:article.published
      data:{"id":"0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a70","type":"article.published",\
      "timestamp":"2026-11-25T09:00:00.000Z","data":{"id":"0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a60",\
      "slug":"a-bridge-opens","lang":"en","publishedAt":"2026-11-25T09:00:00.000Z",\
      "modifiedAt":"2026-11-25T09:00:00.000Z",\
      "tags":["any-article","article-0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a60","articles"]}}

      """;

  private static final String TYPES =
      "Only events of these types, by comma; all without it. The token of a heartbeat passes over"
          + " the others";

  @Inject EventService events;
  @Inject SyncTokens tokens;
  @Inject Streams streams;

  @GET
  @Blocking
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "followEvents",
      summary = "Follow what happens",
      description =
          "A stream of server-sent events, each within a second of its change, in one order on every"
              + " replica, none skipped. Each holds its id, which stays the same, its type, its"
              + " timestamp, and as data where the thing stands, never what it says: of articles id,"
              + " slug, lang, publishedAt and modifiedAt, with reason and takenDownAt once one is"
              + " taken down (of one that was not published by then, only its id); of authors,"
              + " sections and tags under which something is published id and slug, and with"
              + " deleted the id of the one that has its articles now as into, if any. Each names as"
              + " tags, as Cache-Tag and Surrogate-Key do, the answers that are not true any more, for"
              + " whoever keeps some; all alone where there are too many.\n\n"
              + "The id of the event on the wire is a token: a browser that lost the stream sends it"
              + " as Last-Event-ID and goes on behind it; next of /api/v1/sync is one, too. Without"
              + " a token the stream begins now. A comment line and the token of the moment are sent"
              + " at once and whenever nothing was for 15 seconds. A reader that does not take what"
              + " it is sent for 30 seconds is hung up on. When the service stops, the stream ends;"
              + " come back with the token.")
  @APIResponse(
      responseCode = "200",
      description = "The stream; it does not end",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(type = SchemaType.STRING),
              examples = @ExampleObject(name = "an event", value = EXAMPLE)))
  @APIResponse(
      responseCode = "410",
      description = "The token is too old: start with /api/v1/sync, without one")
  @APIResponse(responseCode = "429", description = "Too many streams are open to this address")
  public Multi<OutboundSseEvent> follow(
      @QueryParam("since")
          @Parameter(
              description = "A token to go on behind; Last-Event-ID goes before it",
              example = "AQCbI3kq0c5mLFsiNDQiLCIwMTk4YzJmNC02ZDFlLTdhMzAiXQ")
          @Schema(maxLength = 2000)
          String since,
      @HeaderParam("Last-Event-ID")
          @Parameter(description = "The id of the last event that was read")
          @Schema(maxLength = 2000)
          String lastEventId,
      @QueryParam("types")
          @Parameter(description = TYPES, example = "article.published,article.taken_down")
          @Schema(
              enumeration = {
                "article.published",
                "article.updated",
                "article.unpublished",
                "article.taken_down",
                "author.updated",
                "author.deleted",
                "section.updated",
                "section.deleted",
                "tag.updated",
                "tag.deleted"
              })
          String types,
      @Context Sse sse,
      @Context RoutingContext routing) {
    EventRepository.Place place = place(since, lastEventId);
    HttpServerResponse response = routing.response();
    if (routing.request().method() == HttpMethod.HEAD) {
      say(response);
      return Multi.createFrom().empty();
    }
    Multi<OutboundSseEvent> stream = streams.open(routing, sse, place, Names.of(types));
    say(response);
    return stream;
  }

  /** For whoever stands between: to keep nothing, and to pass all on at once. */
  private static void say(HttpServerResponse response) {
    response.putHeader("Cache-Control", "no-store");
    response.putHeader("Vary", "Accept-Encoding");
    response.putHeader("X-Accel-Buffering", "no");
  }

  private EventRepository.Place place(String since, String lastEventId) {
    if (lastEventId != null && !lastEventId.isEmpty()) {
      return tokens.read(lastEventId, Fault.header("Last-Event-ID", "invalid_token", NONE)).place();
    }
    return since == null
        ? events.end()
        : tokens.read(since, Fault.parameter("since", "invalid_token", NONE)).place();
  }

  private static final String NONE = "the token is none that this site has given";
}
