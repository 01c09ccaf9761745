package io.masthead.feed;

import io.masthead.http.Dated;
import io.masthead.http.DeliveryAnswer;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What search engines are told of the site. */
@Path("/api/v1")
@PermitAll
@Tag(name = "Feeds")
class SitemapResource {

  @Inject SitemapService sitemaps;
  @Inject DeliveryAnswer answer;

  @GET
  @Path("sitemap.xml")
  @Produces(MediaType.APPLICATION_XML)
  @Operation(
      operationId = "getSitemap",
      summary = "Read the index of the sitemap",
      description =
          "By sitemaps.org: a part for each month in which articles were published, several where a"
              + " month has more than 20,000. Articles that search engines are not to keep, and those"
              + " whose original stands elsewhere, are in none.")
  @APIResponse(
      responseCode = "200",
      description = "The index",
      headers = {@Header(name = "ETag"), @Header(name = "Last-Modified")},
      content =
          @Content(
              mediaType = MediaType.APPLICATION_XML,
              schema = @Schema(type = SchemaType.STRING),
              examples = @ExampleObject(name = "one month", value = Examples.INDEX)))
  @APIResponse(responseCode = "304", description = "The caller has this version")
  public Response index() {
    return answer(sitemaps.index());
  }

  @GET
  @Path("sitemaps/{part}")
  @Produces(MediaType.APPLICATION_XML)
  @Operation(
      operationId = "getSitemapPart",
      summary = "Read a part of the sitemap",
      description =
          "Under the name that the index has for it: addresses on the site, as its settings say, and"
              + " when each was published, or last updated.")
  @APIResponse(
      responseCode = "200",
      description = "The part",
      headers = {@Header(name = "ETag"), @Header(name = "Last-Modified")},
      content =
          @Content(
              mediaType = MediaType.APPLICATION_XML,
              schema = @Schema(type = SchemaType.STRING),
              examples = @ExampleObject(name = "one article", value = Examples.PART)))
  @APIResponse(responseCode = "304", description = "The caller has this version")
  public Response part(
      @PathParam("part")
          @Parameter(description = "Its name in the index", example = "2026-11.xml")
          @Schema(maxLength = 40, pattern = "[A-Za-z0-9.-]+")
          String part) {
    return answer(sitemaps.part(part));
  }

  @GET
  @Path("sitemap-news.xml")
  @Produces(MediaType.APPLICATION_XML)
  @Operation(
      operationId = "getNewsSitemap",
      summary = "Read the news sitemap",
      description =
          "By Google's protocol: what was published within 48 hours, newest first, 1,000 at most, in"
              + " the language of each article. What is in no sitemap is not in this one, nor is"
              + " what is sponsored.")
  @APIResponse(
      responseCode = "200",
      description = "The sitemap",
      headers = {@Header(name = "ETag"), @Header(name = "Last-Modified")},
      content =
          @Content(
              mediaType = MediaType.APPLICATION_XML,
              schema = @Schema(type = SchemaType.STRING),
              examples = @ExampleObject(name = "one article", value = Examples.NEWS)))
  @APIResponse(responseCode = "304", description = "The caller has this version")
  public Response news() {
    SitemapService.News news = sitemaps.news();
    answer.until(news.until());
    return answer(news.sitemap());
  }

  @GET
  @Path("robots.txt")
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(
      operationId = "getRobots",
      summary = "Read what crawlers of the site are told",
      description =
          "For the site to serve at its own root (RFC 9309): that crawlers may read it all, and where"
              + " its sitemaps are. Named there, they may stand on another host than the site.")
  @APIResponse(
      responseCode = "200",
      description = "The file",
      headers = @Header(name = "ETag"),
      content =
          @Content(
              mediaType = MediaType.TEXT_PLAIN,
              schema = @Schema(type = SchemaType.STRING),
              examples = @ExampleObject(name = "robots.txt", value = Examples.ROBOTS)))
  @APIResponse(responseCode = "304", description = "The caller has this version")
  public Response robots() {
    return answer.file(sitemaps.robots(), MediaType.TEXT_PLAIN + "; charset=utf-8", null);
  }

  private Response answer(Dated<byte[]> sitemap) {
    return answer
        .showing(sitemap.of())
        .file(sitemap.shown(), MediaType.APPLICATION_XML + "; charset=utf-8", sitemap.modified());
  }
}
