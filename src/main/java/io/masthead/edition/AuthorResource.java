package io.masthead.edition;

import io.masthead.http.DeliveryAnswer;
import io.masthead.http.Names;
import io.masthead.http.Page;
import io.quarkus.vertx.http.Compressed;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Authors under which something is published. */
@Path("/api/v1/authors")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Authors", description = "Bylines and the people behind them")
class AuthorResource {

  /** An author as readers see one. */
  @Schema(name = "Author", description = "Somebody whose byline stands on published articles")
  record AuthorDocument(
      @Schema(required = true) UUID id,
      @Schema(required = true, examples = "ann-lee") String slug,
      @Schema(required = true, examples = "Ann Lee") String name,
      @Schema(required = true) BylineKind kind,
      String position,
      String affiliation,
      @Schema(description = "A few lines of plain text or simple Markdown") String bio,
      @Schema(required = true) List<Link> links,
      @Schema(format = "email") String publicEmail,
      String location,
      @Schema(description = "With include=counts") TermCounts counts) {}

  @Schema(name = "AuthorLink", description = "Where else an author is found")
  record Link(
      @Schema(required = true, examples = "site") String rel,
      @Schema(required = true, format = "uri") String url) {}

  /** A page of authors, for the document. */
  @Schema(name = "AuthorPage", description = "A page of authors")
  record AuthorPage(
      @Schema(required = true) List<AuthorDocument> items,
      @Schema(required = true) Page.Info page) {}

  @Inject TermQueries terms;
  @Inject DeliveryAnswer answer;

  @GET
  @Compressed
  @Operation(
      operationId = "listAuthors",
      summary = "List authors",
      description = "Those with a published article, by sort name. Private fields are never shown.")
  @APIResponse(
      responseCode = "200",
      description = "A page of authors",
      headers = @Header(name = "Last-Modified"),
      content = @Content(schema = @Schema(implementation = AuthorPage.class)))
  public Response list(
      @QueryParam("include")
          @Parameter(description = "counts", example = "counts")
          @Schema(enumeration = "counts")
          String include,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor")
          @Parameter(description = "From next or previous of another page of this list")
          @Schema(maxLength = 2000)
          String cursor,
      @QueryParam("total")
          @DefaultValue("false")
          @Parameter(description = "Count the list, to 10,000")
          boolean total) {
    boolean withCounts = Names.of(include).contains("counts");
    return TermQueries.answer(
        answer, terms.list(TermQueries.Kind.AUTHOR, withCounts, cursor, limit, total));
  }

  @GET
  @Compressed
  @Path("{author}")
  @Operation(
      operationId = "getAuthor",
      summary = "Read an author",
      description = "By id or slug. One without anything published is none here.")
  @APIResponse(
      responseCode = "200",
      description = "The author",
      headers = @Header(name = "Last-Modified"),
      content = @Content(schema = @Schema(implementation = AuthorDocument.class)))
  public Response get(
      @PathParam("author") @Parameter(description = "Id or slug") @Schema(maxLength = 120)
          String author,
      @QueryParam("include")
          @Parameter(description = "counts", example = "counts")
          @Schema(enumeration = "counts")
          String include) {
    boolean withCounts = Names.of(include).contains("counts");
    TermQueries.Term found = terms.get(TermQueries.Kind.AUTHOR, author, withCounts);
    return answer.dated(found.document(), found.modifiedAt());
  }
}
