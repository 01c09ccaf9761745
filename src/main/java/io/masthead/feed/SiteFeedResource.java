package io.masthead.feed;

import io.masthead.http.FeedFormat;
import io.masthead.http.JsonFeed;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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

/** The newest articles of the site, for feed readers. */
@Path("/api/v1")
@PermitAll
@Tag(name = "Feeds", description = "Feeds and sitemaps")
class SiteFeedResource {

  @Inject FeedAnswers answers;

  @GET
  @Path("feed.rss")
  @Produces(FeedFormat.RSS_TYPE)
  @Operation(
      operationId = "getRss",
      summary = "Read the newest articles as RSS 2.0",
      description =
          "The newest published articles of the site, newest first, as RSS 2.0. " + Examples.FEEDS)
  @APIResponse(
      responseCode = "200",
      description = "The feed",
      headers = {
        @Header(name = "ETag"),
        @Header(name = "Last-Modified"),
        @Header(name = "Link", description = Examples.LINK)
      },
      content =
          @Content(
              mediaType = FeedFormat.RSS_TYPE,
              schema = @Schema(type = SchemaType.STRING),
              examples = @ExampleObject(name = "one article", value = Examples.RSS)))
  @APIResponse(responseCode = "304", description = "The caller has this version")
  public Response rss(
      @QueryParam("lang")
          @Parameter(description = "Only articles in this language (BCP 47)", example = "en")
          @Schema(maxLength = 35, pattern = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
          String lang) {
    return answers.of(lang, FeedFormat.RSS);
  }

  @GET
  @Path("feed.atom")
  @Produces(FeedFormat.ATOM_TYPE)
  @Operation(
      operationId = "getAtom",
      summary = "Read the newest articles as Atom (RFC 4287)",
      description =
          "The newest published articles of the site, newest first, as Atom (RFC 4287). "
              + Examples.FEEDS)
  @APIResponse(
      responseCode = "200",
      description = "The feed",
      headers = {
        @Header(name = "ETag"),
        @Header(name = "Last-Modified"),
        @Header(name = "Link", description = Examples.LINK)
      },
      content =
          @Content(
              mediaType = FeedFormat.ATOM_TYPE,
              schema = @Schema(type = SchemaType.STRING),
              examples = @ExampleObject(name = "one article", value = Examples.ATOM)))
  @APIResponse(responseCode = "304", description = "The caller has this version")
  public Response atom(
      @QueryParam("lang")
          @Parameter(description = "Only articles in this language (BCP 47)", example = "en")
          @Schema(maxLength = 35, pattern = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
          String lang) {
    return answers.of(lang, FeedFormat.ATOM);
  }

  @GET
  @Path("feed.json")
  @Produces(FeedFormat.JSON_TYPE)
  @Operation(
      operationId = "getJsonFeed",
      summary = "Read the newest articles as JSON Feed 1.1",
      description =
          "The newest published articles of the site, newest first, as JSON Feed 1.1. "
              + Examples.FEEDS)
  @APIResponse(
      responseCode = "200",
      description = "The feed",
      headers = {
        @Header(name = "ETag"),
        @Header(name = "Last-Modified"),
        @Header(name = "Link", description = Examples.LINK)
      },
      content =
          @Content(
              mediaType = FeedFormat.JSON_TYPE,
              schema = @Schema(implementation = JsonFeed.class),
              examples = @ExampleObject(name = "one article", value = Examples.JSON)))
  @APIResponse(responseCode = "304", description = "The caller has this version")
  public Response json(
      @QueryParam("lang")
          @Parameter(description = "Only articles in this language (BCP 47)", example = "en")
          @Schema(maxLength = 35, pattern = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
          String lang) {
    return answers.of(lang, FeedFormat.JSON);
  }
}
