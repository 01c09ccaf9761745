package io.masthead.edition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.masthead.http.DeliveryAnswer;
import io.masthead.http.Fields;
import io.masthead.http.Names;
import io.masthead.http.Page;
import io.masthead.text.Slug;
import io.masthead.text.Text;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Published articles: lists and single reads. */
@Path("/api/v1/articles")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Articles", description = "Published articles")
class ArticleResource {

  /** A page of articles, for the document. */
  @Schema(name = "ArticlePage", description = "A page of articles")
  record ArticlePage(
      @Schema(required = true) List<ArticleDocument> items,
      @Schema(required = true) Page.Info page) {}

  private static final String JSON_LD = "jsonLd";

  @Inject Editions editions;
  @Inject StructuredData structuredData;
  @Inject DeliveryAnswer answer;

  @GET
  @Operation(
      operationId = "listArticles",
      summary = "List articles",
      description =
          "Published articles, newest first. Filters add up. A filter by a section takes its"
              + " children in. Reading to the end shows every article once, whatever is published"
              + " meanwhile; under -views and -comments that holds for articles whose count stands"
              + " still.")
  @APIResponse(
      responseCode = "200",
      description = "A page of articles",
      headers = @Header(name = "Last-Modified"),
      content = @Content(schema = @Schema(implementation = ArticlePage.class)))
  public Response list(
      @QueryParam("author")
          @Parameter(
              description = "Slug, of today or before, or id of an author in the byline",
              example = "ann-lee")
          @Schema(maxLength = 120)
          String author,
      @QueryParam("section")
          @Parameter(
              description = "Slug, of today or before, or id of a section; its children count too",
              example = "world")
          @Schema(maxLength = 120)
          String section,
      @QueryParam("tag")
          @Parameter(description = "Slug, of today or before, or id of a tag", example = "trade")
          @Schema(maxLength = 120)
          String tag,
      @QueryParam("lang")
          @Parameter(description = "Language (BCP 47), exactly", example = "en")
          @Schema(maxLength = 35, pattern = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
          String lang,
      @QueryParam("featured") @Parameter(description = "Pinned now, or not") Boolean featured,
      @QueryParam("publishedFrom") @Parameter(description = "At or after this time")
          Instant publishedFrom,
      @QueryParam("publishedTo") @Parameter(description = "Before this time") Instant publishedTo,
      @QueryParam("id")
          @Parameter(description = "Only these articles; may be repeated")
          @Size(max = 100)
          List<UUID> ids,
      @QueryParam("q")
          @Parameter(
              description =
                  "Words in title or body; quotes hold words together, a minus leaves one out",
              example = "bridge")
          @Schema(maxLength = 200)
          String q,
      @QueryParam("sort")
          @DefaultValue("-publishedAt")
          @Parameter(description = "A minus puts the greatest first")
          @Schema(
              enumeration = {
                "-publishedAt",
                "publishedAt",
                "-updatedAt",
                "title",
                "-views",
                "-comments"
              })
          String sort,
      @QueryParam("include")
          @Parameter(description = "counts, body, or both with a comma", example = "counts")
          @Schema(enumeration = {"counts", "body"})
          String include,
      @QueryParam("body") @DefaultValue("html") @Parameter(description = "The body's form")
          BodyFormat body,
      @QueryParam("fields")
          @Parameter(
              description =
                  "Only these members and what include adds, one level deep with a dot; id is"
                      + " always there",
              example = "title,slug,bylines.name")
          String fields,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor")
          @Parameter(description = "From next or previous of another page of this list")
          @Schema(maxLength = 2000)
          String cursor,
      @QueryParam("total")
          @DefaultValue("false")
          @Parameter(description = "Count the list, to 10,000")
          boolean total) {
    Set<String> included = Names.of(include);
    Fields kept = Fields.of(fields).with(included);
    ArticleQuery query =
        new ArticleQuery(
            Slug.canonical(author),
            Slug.canonical(section),
            Slug.canonical(tag),
            Editions.language(lang),
            featured,
            publishedFrom,
            publishedTo,
            ids == null ? List.of() : ids,
            Text.nfc(q),
            ArticleQuery.Sort.of(sort),
            included.contains("body") || kept.names("body"),
            included.contains("counts") || kept.names("counts"));
    Page<JsonNode> page = editions.list(query, body, cursor, limit, total);
    answer.showing(query.shown());
    page.items().forEach(article -> answer.showing(shown(article, query)).until(closesAt(article)));
    if (query.movesByItself()) {
      answer.counting();
    }
    return answer.page(page, kept, latestChange(page));
  }

  @GET
  @Path("{article}")
  @Operation(
      operationId = "getArticle",
      summary = "Read an article",
      description =
          "By id or by slug. A slug that it once had answers 308 to the one it has; one that was"
              + " taken down for good answers 410; a draft is no article here. With"
              + " include=counts,related,comments it is all that an article's page shows; made anew,"
              + " that costs the database one read for the article with its counts, one for related"
              + " and two for comments.")
  @APIResponse(
      responseCode = "200",
      description = "The article",
      headers = @Header(name = "Last-Modified"),
      content = @Content(schema = @Schema(implementation = ArticleDocument.class)))
  @APIResponse(
      responseCode = "308",
      description = "It stands under another slug",
      headers = @Header(name = "Location", schema = @Schema(implementation = String.class)))
  @APIResponse(responseCode = "410", description = "It was taken down for good; see reason")
  public Response get(
      @PathParam("article")
          @Parameter(description = "Id or slug", example = "a-bridge-opens")
          @Schema(maxLength = 120)
          String article,
      @QueryParam("lang")
          @Parameter(description = "Language of the slug; the site's default without it")
          @Schema(maxLength = 35, pattern = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
          String lang,
      @QueryParam("body") @DefaultValue("html") @Parameter(description = "The body's form")
          BodyFormat body,
      @QueryParam("include")
          @Parameter(
              description =
                  "counts; related, as /related gives it by default; comments, the first page of them"
                      + " as /comments gives it by default, at comments.firstPage; jsonLd: the article"
                      + " in the words of schema.org, which holds counts",
              example = "counts,related,comments")
          @Schema(enumeration = {"counts", "related", "comments", JSON_LD})
          String include,
      @QueryParam("fields")
          @Parameter(
              description =
                  "Only these members and what include adds, one level deep with a dot; id is"
                      + " always there",
              example = "title,body")
          String fields) {
    Set<String> included = Names.of(include);
    Fields kept = Fields.of(fields).with(included);
    boolean withJsonLd = included.contains(JSON_LD) || kept.names(JSON_LD);
    boolean withCounts = withJsonLd || included.contains("counts") || kept.names("counts");
    Set<String> parts = new HashSet<>(included);
    if (kept.names(RelatedService.NAME)) {
      parts.add(RelatedService.NAME);
    }
    Editions.Read read = editions.read(article, lang, body, withCounts, parts);
    if (read.moved() != null) {
      String added = read.moved().lang();
      return answer.moved(
          "/api/v1/articles/",
          read.moved().slug(),
          added == null ? Map.of() : Map.of("lang", added));
    }
    answer
        .showing(
            Shown.slug(article), Shown.article(UUID.fromString(read.document().get("id").asText())))
        .until(closesAt(read.document()));
    if (withCounts) {
      answer.counting();
    }
    for (ArticlePart.Added part : read.parts()) {
      answer.showing(part.shown()).until(part.until());
    }
    if (withJsonLd) {
      read.document().set(JSON_LD, structuredData.of(read.document()));
      if (!included.contains("counts") && !kept.names("counts")) {
        read.document().remove("counts");
      }
    }
    kept.cut(read.document());
    // Views move no time of the article's, nor does what leaves a list: so a time cannot tell
    // whether counts and parts are as they were.
    return withCounts || !read.parts().isEmpty()
        ? answer.dated(read.document(), read.modifiedAt())
        : answer.of(read.document(), read.modifiedAt());
  }

  private static Set<String> shown(JsonNode article, ArticleQuery query) {
    UUID id = UUID.fromString(article.get("id").asText());
    return query.withCounts()
        ? Set.of(Shown.article(id), Shown.comments(id))
        : Set.of(Shown.article(id));
  }

  private static Instant latestChange(Page<JsonNode> page) {
    return page.items().stream()
        .flatMap(
            article ->
                Stream.of(article.path("modifiedAt"), closing(article.path("comments")))
                    .filter(JsonNode::isTextual)
                    .map(time -> Instant.parse(time.asText())))
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** When open comments close, or null. */
  static Instant closesAt(JsonNode article) {
    JsonNode comments = article.path("comments");
    return comments.has("closesAt") && comments.path("mode").asText().equals("open")
        ? Instant.parse(comments.get("closesAt").asText())
        : null;
  }

  /** Comments that closed by themselves changed the article then. */
  private static JsonNode closing(JsonNode comments) {
    return comments.path("mode").asText().equals("readonly")
        ? comments.path("closesAt")
        : MissingNode.getInstance();
  }
}
