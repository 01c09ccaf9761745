package io.masthead.edition;

import io.masthead.http.AnswerKind;
import io.masthead.http.DeliveryAnswer;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Views and comments of many articles in one call. */
@Path("/api/v1/counts")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Views", description = "How often articles were read")
class CountResource {

  @Schema(name = "CountList", description = "Counts as of a moment, in the order of the ids")
  record CountList(
      @Schema(required = true) List<Item> items, @Schema(required = true) Instant asOf) {}

  @Schema(name = "ArticleCount", description = "Views and published comments of an article")
  record Item(
      @Schema(required = true) UUID id,
      @Schema(required = true, examples = "44") long views,
      @Schema(required = true) int comments) {}

  @Inject Editions editions;
  @Inject DeliveryAnswer answer;
  @Inject Clock clock;

  @GET
  @Operation(
      operationId = "getCounts",
      summary = "Read counts",
      description =
          "Views and comments of up to 100 articles. What is not published is left out. Send the"
              + " ids in rising order, so that shared caches see one address.")
  @APIResponse(
      responseCode = "200",
      description = "The counts",
      headers = @Header(name = "Last-Modified"),
      content = @Content(schema = @Schema(implementation = CountList.class)))
  public Response get(
      @QueryParam("id")
          @NotNull
          @Parameter(required = true, description = "Id of an article; may be repeated")
          @Size(max = 100)
          List<UUID> ids) {
    List<EditionRepository.Count> counts = editions.counts(ids);
    List<Item> items =
        counts.stream()
            .map(count -> new Item(count.id(), count.views(), count.comments()))
            .toList();
    Instant changed =
        counts.stream()
            .map(EditionRepository.Count::changedAt)
            .max(Comparator.naturalOrder())
            .orElseGet(clock::instant);
    return answer
        .as(AnswerKind.COUNTS)
        .showing(ids.stream().map(Shown::article).toList())
        .showing(ids.stream().map(Shown::comments).toList())
        .counting()
        .dated(new CountList(items, clock.instant()), changed);
  }
}
