package io.masthead.webhook;

import io.masthead.access.Callers;
import io.masthead.access.Role;
import io.masthead.http.Idempotency;
import io.masthead.http.IfMatch;
import io.masthead.http.ManagementAnswer;
import io.masthead.http.MergePatch;
import io.masthead.http.OptionalBody;
import io.masthead.http.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who is told of events by a request of ours, for administrators. */
@Path("/manage/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.ADMINISTRATOR)
@Tag(name = "Webhooks", description = "Receivers that are told of events, and their deliveries")
class WebhookResource {

  @Inject WebhookService webhooks;
  @Inject DeliveryService deliveries;
  @Inject Callers callers;
  @Inject Idempotency idempotency;
  @Inject OptionalBody body;

  @GET
  @Operation(
      operationId = "listWebhooks",
      summary = "List webhooks",
      description = "Newest first, those that are off too. Secrets are never shown.")
  @APIResponse(responseCode = "200", description = "A page of webhooks")
  public Page<WebhookDetail> list(
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor) {
    return webhooks.list(cursor, limit);
  }

  @GET
  @Path("{id}")
  @Operation(
      operationId = "getWebhook",
      summary = "Read a webhook",
      description = "Without its secret, with how it fares.")
  @APIResponse(
      responseCode = "200",
      description = "The webhook",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = WebhookDetail.class)))
  public Response get(@PathParam("id") UUID id) {
    return answer(webhooks.get(id));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createWebhook",
      summary = "Add a webhook",
      description =
          "It is sent what happens from now on, each event within seconds of its change, signed by"
              + " Standard Webhooks 1.0.0; see the webhooks of this document. The events of one come"
              + " in their order, one at a time: the next once the one before got a 2xx. Any other"
              + " answer, a redirect too, and none within 15 seconds are a failure, after which the"
              + " same is sent again, nine times within some 76 hours; Retry-After is heeded, for a"
              + " day at most. After the last of these failures and at a 410 the webhook is switched"
              + " off, which others may be told of as webhook.disabled. An event may come twice, with"
              + " one webhook-id.\n\n"
              + "A host that leads to an address that is not public is a 422, and is not sent to"
              + " where it does so later. The answer shows the secret; nothing shows it again.")
  @APIResponse(
      responseCode = "201",
      description = "The webhook with its secret",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = WebhookDetail.class)))
  public Response create(
      @HeaderParam("Idempotency-Key") String idempotencyKey, @NotNull WebhookRequest request) {
    return idempotency.once(
        callers.current().keyId().toString(),
        request,
        () -> {
          WebhookDetail made = webhooks.create(request, callers.current());
          return ManagementAnswer.created("/manage/v1/webhooks/" + made.id(), made, made.version());
        });
  }

  @PATCH
  @Path("{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Operation(
      operationId = "updateWebhook",
      summary = "Change a webhook",
      description =
          "A JSON merge patch (RFC 7396): null removes. With enabled false nothing is sent, and what"
              + " was being tried is given up; with true it goes on behind that, as far back as"
              + " events are kept. Another url is tried at once, other events hold for what is not"
              + " yet sent.")
  @APIResponse(
      responseCode = "200",
      description = "The webhook as it is now",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = WebhookDetail.class)))
  public Response update(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MergePatch.MEDIA_TYPE,
                      schema = @Schema(implementation = WebhookRequest.class)))
          @NotNull
          MergePatch patch) {
    return answer(webhooks.update(id, IfMatch.of(ifMatch), patch, callers.current()));
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "deleteWebhook",
      summary = "Delete a webhook",
      description = "For good, with its deliveries. What is on its way may still arrive.")
  @APIResponse(responseCode = "204", description = "It is deleted")
  public void delete(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
    webhooks.delete(id, IfMatch.of(ifMatch), callers.current());
  }

  @POST
  @Path("{id}/rotate")
  @Operation(
      operationId = "rotateWebhookSecret",
      summary = "Change a webhook's secret",
      description =
          "Makes another secret, which the answer alone shows. For a day, or as long as is asked"
              + " for, webhook-signature holds two signatures, of the new one and of the one before,"
              + " so that a receiver may change over when it likes.")
  @APIResponse(
      responseCode = "200",
      description = "The webhook with its new secret",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = WebhookDetail.class)))
  public Response rotate(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(
              required = false,
              description = "None keeps the secret before for a day",
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = RotateRequest.class)))
          InputStream sent) {
    RotateRequest request =
        body.read(sent, RotateRequest.class).orElseGet(() -> new RotateRequest(null));
    return answer(webhooks.rotate(id, IfMatch.of(ifMatch), request, callers.current()));
  }

  @POST
  @Path("{id}/test")
  @Operation(
      operationId = "testWebhook",
      summary = "Send a test",
      description =
          "Sends webhook.test, once, whether the webhook is on or off. The delivery tells what came"
              + " of it.")
  @APIResponse(
      responseCode = "202",
      description = "The delivery, which is on its way",
      headers = @Header(name = "Location", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = DeliveryDetail.class)))
  public Response test(
      @PathParam("id") UUID id, @HeaderParam("Idempotency-Key") String idempotencyKey) {
    return idempotency.once(
        callers.current().keyId().toString(),
        "",
        () -> onItsWay(id, deliveries.test(id, callers.current())));
  }

  @GET
  @Path("{id}/deliveries")
  @Operation(
      operationId = "listDeliveries",
      summary = "List a webhook's deliveries",
      description =
          "Newest first: the last 1,000, and all that wait. Of those that wait behind one that fails,"
              + " a hundred or two are there; the others follow.")
  @APIResponse(responseCode = "200", description = "A page of deliveries")
  public Page<Delivery> deliveries(
      @PathParam("id") UUID id,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor) {
    return deliveries.list(id, cursor, limit);
  }

  @GET
  @Path("{id}/deliveries/{delivery}")
  @Operation(
      operationId = "getDelivery",
      summary = "Read a delivery",
      description = "With the request and the answer of its latest try.")
  @APIResponse(responseCode = "200", description = "The delivery")
  public DeliveryDetail delivery(
      @PathParam("id") UUID id,
      @Parameter(description = "Id of the delivery") @PathParam("delivery") UUID delivery) {
    return deliveries.get(id, delivery);
  }

  @POST
  @Path("{id}/deliveries/{delivery}/replay")
  @Operation(
      operationId = "replayDelivery",
      summary = "Send a delivery again",
      description =
          "The same webhook-id and body with a new timestamp and signature, once, at once, whether"
              + " the webhook is on or off.")
  @APIResponse(
      responseCode = "202",
      description = "The new delivery, which is on its way",
      headers = @Header(name = "Location", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = DeliveryDetail.class)))
  public Response replay(
      @PathParam("id") UUID id,
      @Parameter(description = "Id of the delivery") @PathParam("delivery") UUID delivery,
      @HeaderParam("Idempotency-Key") String idempotencyKey) {
    return idempotency.once(
        callers.current().keyId().toString(),
        "",
        () -> onItsWay(id, deliveries.replay(id, delivery, callers.current())));
  }

  private static Response answer(WebhookDetail webhook) {
    return ManagementAnswer.of(webhook, webhook.version());
  }

  private static Response onItsWay(UUID webhook, DeliveryDetail delivery) {
    return Response.status(Response.Status.ACCEPTED)
        .header("Location", "/manage/v1/webhooks/" + webhook + "/deliveries/" + delivery.id())
        .entity(delivery)
        .build();
  }
}
