package io.masthead.edition;

import com.fasterxml.jackson.databind.JsonNode;
import io.masthead.http.Dated;
import io.masthead.http.DeliveryAnswer;
import io.masthead.http.Fields;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What to read after an article. */
@Path("/api/v1/articles/{article}/related")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Articles")
class RelatedResource {

  /** The list, for the document. */
  @Schema(name = "RelatedList", description = "Articles related to one, the nearest first")
  record RelatedList(@Schema(required = true) List<ArticleDocument> items) {}

  /** The list itself. */
  private record Items(List<JsonNode> items) {}

  @Inject RelatedService related;
  @Inject DeliveryAnswer answer;

  @GET
  @Operation(
      operationId = "listRelatedArticles",
      summary = "List related articles",
      description =
          "What to read next, the nearest first: by shared tags, of which one that few articles have"
              + " weighs most, by section, authors and the words of the titles; the newest first"
              + " where those are equal. Looked at are the newest 20 of each of the article's tags,"
              + " 10 of each author and 40 of each section, those above it too. The article itself is"
              + " never among them, nor one that was retracted, and nothing of another language"
              + " where there is something in its own.")
  @APIResponse(
      responseCode = "200",
      description = "The articles",
      headers = @Header(name = "Last-Modified"),
      content = @Content(schema = @Schema(implementation = RelatedList.class)))
  @APIResponse(responseCode = "410", description = "It was taken down for good; see reason")
  public Response list(
      @PathParam("article")
          @Parameter(description = "Id or slug, of today or before", example = "a-bridge-opens")
          @Schema(maxLength = 120)
          String article,
      @QueryParam("lang")
          @Parameter(description = "Language of the slug; the site's default without it")
          @Schema(maxLength = 35)
          String lang,
      @QueryParam("limit")
          @DefaultValue("" + RelatedService.USUAL)
          @Min(1)
          @Max(RelatedService.MOST)
          @Parameter(description = "Most articles in the list")
          int limit,
      @QueryParam("fields")
          @Parameter(
              description = "Only these members, one level deep with a dot; id is always there",
              example = "title,slug,bylines.name")
          String fields) {
    Dated<List<JsonNode>> list = related.list(article, lang, limit);
    answer
        .showing(list.of())
        .showing(Shown.slug(article))
        .until(RelatedService.closing(list.shown()));
    list.shown().forEach(Fields.of(fields)::cut);
    return answer.dated(new Items(list.shown()), list.modified());
  }
}
