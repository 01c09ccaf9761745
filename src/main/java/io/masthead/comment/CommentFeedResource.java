package io.masthead.comment;

import io.masthead.edition.Shown;
import io.masthead.http.Dated;
import io.masthead.http.DeliveryAnswer;
import io.masthead.http.Feed;
import io.masthead.http.FeedFormat;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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

/** An article's comments, for feed readers. */
@Path("/api/v1/articles/{article}/comments")
@PermitAll
@Tag(name = "Comments")
class CommentFeedResource {

  @Inject CommentFeedService feeds;
  @Inject DeliveryAnswer answer;

  @GET
  @Path("feed.rss")
  @Produces(FeedFormat.RSS_TYPE)
  @Operation(
      operationId = "getRssOfComments",
      summary = "Read an article's comments as RSS",
      description =
          "The 50 newest published ones, newest first, as RSS 2.0. It is empty where the"
              + " article's comments are off. Ids stay the same for good; links lead to the site, as"
              + " its settings say.")
  @APIResponse(
      responseCode = "200",
      description = "The feed",
      headers = {@Header(name = "ETag"), @Header(name = "Last-Modified")},
      content =
          @Content(
              mediaType = FeedFormat.RSS_TYPE,
              schema = @Schema(type = SchemaType.STRING),
              examples = @ExampleObject(name = "an empty feed", value = Examples.RSS)))
  @APIResponse(responseCode = "304", description = "The caller has this version")
  @APIResponse(responseCode = "410", description = "The article was taken down")
  public Response rss(
      @Parameter(description = "Id or slug of the article", example = "a-bridge-opens")
          @PathParam("article")
          String article,
      @Parameter(description = "Language that the slug is of", example = "en") @QueryParam("lang")
          String lang) {
    return answer(article, lang, FeedFormat.RSS);
  }

  @GET
  @Path("feed.atom")
  @Produces(FeedFormat.ATOM_TYPE)
  @Operation(
      operationId = "getAtomOfComments",
      summary = "Read an article's comments as Atom",
      description =
          "The 50 newest published ones, newest first, as Atom (RFC 4287). It is empty where the"
              + " article's comments are off. Ids stay the same for good; links lead to the site, as"
              + " its settings say.")
  @APIResponse(
      responseCode = "200",
      description = "The feed",
      headers = {@Header(name = "ETag"), @Header(name = "Last-Modified")},
      content =
          @Content(
              mediaType = FeedFormat.ATOM_TYPE,
              schema = @Schema(type = SchemaType.STRING),
              examples = @ExampleObject(name = "an empty feed", value = Examples.ATOM)))
  @APIResponse(responseCode = "304", description = "The caller has this version")
  @APIResponse(responseCode = "410", description = "The article was taken down")
  public Response atom(
      @Parameter(description = "Id or slug of the article", example = "a-bridge-opens")
          @PathParam("article")
          String article,
      @Parameter(description = "Language that the slug is of", example = "en") @QueryParam("lang")
          String lang) {
    return answer(article, lang, FeedFormat.ATOM);
  }

  private Response answer(String article, String lang, FeedFormat format) {
    Dated<Feed> feed = feeds.feed(article, lang);
    return answer
        .showing(feed.of())
        .showing(Shown.slug(article))
        .feed(feed.shown(), format, feed.modified());
  }
}
