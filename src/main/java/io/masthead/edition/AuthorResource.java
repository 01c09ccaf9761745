package io.masthead.edition;

import io.masthead.http.Page;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
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

  @Inject TermAnswers terms;

  @GET
  @Operation(
      operationId = "listAuthors",
      summary = "List authors",
      description = "Those with a published article, by sort name. Private fields are never shown.")
  @APIResponse(
      responseCode = "200",
      description = "A page of authors",
      headers = @Header(name = "Last-Modified"),
      content = @Content(schema = @Schema(implementation = AuthorPage.class)))
  public Response list(@BeanParam TermPageParameters asked) {
    return terms.list(TermQueries.Kind.AUTHOR, asked);
  }

  @GET
  @Path("{author}")
  @Operation(
      operationId = "getAuthor",
      summary = "Read an author",
      description =
          "By id or slug. A slug that it once had answers 308 to the one it has, as do another"
              + " spelling of it, and the id and slugs of one that was merged into it. One without anything published is none here.")
  @APIResponse(
      responseCode = "200",
      description = "The author",
      headers = @Header(name = "Last-Modified"),
      content = @Content(schema = @Schema(implementation = AuthorDocument.class)))
  @APIResponse(
      responseCode = "308",
      description = "It stands under another slug",
      headers = @Header(name = "Location", schema = @Schema(implementation = String.class)))
  public Response get(
      @PathParam("author") @Parameter(description = "Id or slug") @Schema(maxLength = 120)
          String author,
      @QueryParam("include")
          @Parameter(description = "counts", example = "counts")
          @Schema(enumeration = "counts")
          String include) {
    return terms.get(TermQueries.Kind.AUTHOR, author, include);
  }
}
