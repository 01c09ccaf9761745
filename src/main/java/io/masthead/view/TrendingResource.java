package io.masthead.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.masthead.edition.ArticleDocument;
import io.masthead.edition.Editions;
import io.masthead.edition.Shown;
import io.masthead.http.AnswerKind;
import io.masthead.http.DeliveryAnswer;
import io.masthead.text.Slug;
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

/** What readers read now. */
@Path("/api/v1/trending")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Views", description = "How often articles were read")
class TrendingResource {

  /** The list, for the document. */
  @Schema(
      name = "TrendingList",
      description = "What trends as of a moment, the highest score first")
  record TrendingList(
      @Schema(required = true) List<Item> items,
      @Schema(required = true, description = "When it was worked out; no part of the ETag")
          Instant asOf) {}

  /** An item of it, for the document. */
  @Schema(name = "TrendingArticle", description = "A published article that trends")
  record Item(
      @JsonUnwrapped ArticleDocument article,
      @Schema(
              required = true,
              description = "Views, each halved with every half-life since",
              examples = "12.5")
          double score,
      @Schema(required = true, description = "Views in the window", examples = "45") long views) {}

  @Inject TrendingService trending;
  @Inject DeliveryAnswer answer;

  @GET
  @Operation(
      operationId = "getTrending",
      summary = "List what trends",
      description =
          "The articles that are read most now: each hour's views are halved with every half-life"
              + " that has gone since, and fewer than 5 views in the window are none. Equal scores"
              + " go by id. An hour belongs to the window in which its middle lies. The list is the"
              + " same for all callers and at most a minute old; what is no more published is not"
              + " in it at once. Imported views never trend.")
  @APIResponse(
      responseCode = "200",
      description = "The list",
      headers = @Header(name = "Last-Modified"),
      content = @Content(schema = @Schema(implementation = TrendingList.class)))
  public Response get(
      @QueryParam("window")
          @DefaultValue("24h")
          @Parameter(description = "How far back it looks")
          @Schema(enumeration = {"1h", "24h", "7d", "30d"})
          String window,
      @QueryParam("section")
          @Parameter(
              description = "Slug or id of a section; its children count too",
              example = "world")
          String section,
      @QueryParam("lang") @Parameter(description = "Language (BCP 47), exactly", example = "en")
          String lang,
      @QueryParam("limit")
          @DefaultValue("20")
          @Min(1)
          @Max(100)
          @Parameter(description = "Most items in the list")
          int limit,
      @QueryParam("halfLife")
          @DefaultValue("6")
          @Min(1)
          @Max(72)
          @Parameter(description = "Hours in which a view loses half its weight")
          int halfLife,
      @QueryParam("publishedWithin")
          @DefaultValue("7")
          @Min(1)
          @Max(365)
          @Parameter(description = "Only what was published in so many days")
          int publishedWithin) {
    TrendingService.Trending found =
        trending.answer(
            new TrendingService.Question(
                TrendingWindow.of(window),
                Slug.canonical(section),
                Editions.language(lang),
                limit,
                halfLife,
                publishedWithin));
    return answer
        .as(AnswerKind.COUNTS)
        .showing(Shown.TRENDING)
        .showing(
            found.items().stream()
                .map(item -> Shown.article(UUID.fromString(item.get("id").asText())))
                .toList())
        .counting()
        .dated(found, latestChange(found));
  }

  private static Instant latestChange(TrendingService.Trending found) {
    return found.items().stream()
        .map(item -> Instant.parse(item.get("modifiedAt").asText()))
        .max(Comparator.naturalOrder())
        .orElse(found.asOf());
  }
}
