package io.masthead.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A delivery with the request and the answer of its latest try. */
@Schema(description = "A delivery with the request and the answer of its latest try")
record DeliveryDetail(
    @Schema(required = true) UUID id,
    @Schema(required = true) DeliveryKind kind,
    @Schema(required = true, description = "webhook-id") UUID event,
    @Schema(required = true, examples = "article.published") String type,
    @Schema(required = true) DeliveryState state,
    @Schema(required = true, examples = "1") int attempts,
    @Schema(required = true) Instant createdAt,
    Instant nextAttemptAt,
    Instant lastAttemptAt,
    @Schema(description = "Milliseconds", examples = "48") Integer took,
    Outcome outcome,
    Integer status,
    String error,
    @Schema(required = true) Request request,
    Answer answer) {

  /** What is sent. */
  @Schema(name = "DeliveryRequest", description = "What is sent; url and headers once it was tried")
  record Request(
      String url,
      Map<String, String> headers,
      @Schema(required = true, description = "The octets that are signed, as text") String body) {}

  /** What the receiver said. */
  @Schema(name = "DeliveryAnswer", description = "What the receiver said")
  record Answer(
      @Schema(required = true, examples = "204") int status,
      @Schema(required = true) Map<String, List<String>> headers,
      @Schema(required = true, description = "Its first 64 KiB, as text") String body,
      @Schema(required = true, description = "Whether there was more of it") boolean cut) {}

  static DeliveryDetail of(Delivery delivery, Request request, Answer answer) {
    return new DeliveryDetail(
        delivery.id(),
        delivery.kind(),
        delivery.event(),
        delivery.type(),
        delivery.state(),
        delivery.attempts(),
        delivery.createdAt(),
        delivery.nextAttemptAt(),
        delivery.lastAttemptAt(),
        delivery.took(),
        delivery.outcome(),
        delivery.status(),
        delivery.error(),
        request,
        answer);
  }
}
