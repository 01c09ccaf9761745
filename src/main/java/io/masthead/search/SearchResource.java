package io.masthead.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.masthead.edition.Editions;
import io.masthead.http.DeliveryAnswer;
import io.masthead.http.Fields;
import io.masthead.http.Page;
import io.masthead.text.Text;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What readers look for. */
@Path("/api/v1/search")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Search", description = "Full text over what is published")
class SearchResource {

  /** A page of what was found, for the document. */
  @Schema(name = "SearchPage", description = "A page of what a search found, the best first")
  record FoundPage(
      @Schema(required = true) List<FoundArticle> items,
      @Schema(required = true) Page.Info page,
      @Schema(
              required = true,
              description =
                  "Words that were looked for besides those asked for, which found little")
          List<SearchPage.Correction> corrections,
      @Schema(description = "What facets asked for") SearchPage.Facets facets) {}

  /** What may be meant by what is typed. */
  @Schema(description = "Articles for what is being typed, the newest first")
  record SuggestionList(@Schema(required = true) List<Suggestion> items) {}

  @Inject SearchService search;
  @Inject DeliveryAnswer answer;

  @GET
  @Operation(
      operationId = "search",
      summary = "Search articles",
      description =
          "Published articles by the words of their titles, kickers, standfirsts, bylines, tags and"
              + " bodies, the best first: a word in a title weighs most, and what is new weighs up"
              + " to twice what is old. Words are found in their other forms where the article's"
              + " language is one of those that PostgreSQL knows; Kazakh and Urdu by sound. Where"
              + " little is found, words of titles, standfirsts and names that differ by a letter"
              + " are tried, and told as corrections. Of more than 2,000 the newest are ranked and"
              + " counted. What is kept out of search engines is not found.")
  @APIResponse(
      responseCode = "200",
      description = "A page of what was found",
      headers = @Header(name = "Last-Modified"),
      content = @Content(schema = @Schema(implementation = FoundPage.class)))
  public Response search(
      @BeanParam SearchParameters asked,
      @QueryParam("facets")
          @Parameter(
              description = "What to count of all that is found, by commas",
              example = "section,month")
          @Schema(enumeration = {"section", "tag", "author", "lang", "month"})
          String facets,
      @QueryParam("fields")
          @Parameter(
              description =
                  "Only these members of articles, one level deep with a dot; id is always there",
              example = "title,slug,highlights.html")
          String fields) {
    SearchService.Answer<JsonNode> found = search.search(asked.asked(facets));
    answer.showing(SearchIndex.SHOWN).until(found.until());
    return answer.page(
        found.page(), found.page().page(), Fields.of(fields), latestChange(found.page().items()));
  }

  @GET
  @Path("suggest")
  @Operation(
      operationId = "suggest",
      summary = "Suggest articles",
      description =
          "For what is being typed: articles whose titles have all words, the last of which may be"
              + " only begun, the newest first. Of more than 2,000 that have them anywhere the"
              + " newest are looked at.")
  @APIResponse(
      responseCode = "200",
      description = "The articles",
      content = @Content(schema = @Schema(implementation = SuggestionList.class)))
  public Response suggest(
      @QueryParam("q")
          @NotNull
          @Parameter(required = true, description = "What was typed so far", example = "bri")
          @Schema(maxLength = 200)
          String q,
      @QueryParam("lang")
          @Parameter(description = "Language (BCP 47), exactly", example = "en")
          @Schema(maxLength = 35, pattern = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
          String lang,
      @QueryParam("limit")
          @DefaultValue("10")
          @Min(1)
          @Max(20)
          @Parameter(description = "Most items in the list")
          int limit) {
    List<Suggestion> found = search.suggest(Text.nfc(q), Editions.language(lang), limit);
    return answer.showing(SearchIndex.SHOWN).dated(new SuggestionList(found), null);
  }

  private static Instant latestChange(List<JsonNode> articles) {
    return articles.stream()
        .map(article -> Instant.parse(article.get("modifiedAt").asText()))
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
