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

/** Tags under which something is published. */
@Path("/api/v1/tags")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Tags", description = "What articles are about")
class TagResource {

  /** A tag as readers see one. */
  @Schema(name = "Tag", description = "A tag under which something is published")
  record TagDocument(
      @Schema(required = true) UUID id,
      @Schema(required = true, examples = "trade") String slug,
      @Schema(required = true, examples = "Trade") String name,
      String description,
      @Schema(description = "With include=counts") TermCounts counts) {}

  /** A page of tags, for the document. */
  @Schema(name = "TagPage", description = "A page of tags")
  record TagPage(
      @Schema(required = true) List<TagDocument> items, @Schema(required = true) Page.Info page) {}

  @Inject TermAnswers terms;

  @GET
  @Operation(
      operationId = "listTags",
      summary = "List tags",
      description = "Those with a published article, by name.")
  @APIResponse(
      responseCode = "200",
      description = "A page of tags",
      headers = @Header(name = "Last-Modified"),
      content = @Content(schema = @Schema(implementation = TagPage.class)))
  public Response list(@BeanParam TermPageParameters asked) {
    return terms.list(TermQueries.Kind.TAG, asked);
  }

  @GET
  @Path("{tag}")
  @Operation(
      operationId = "getTag",
      summary = "Read a tag",
      description =
          "By id or slug. A slug that it once had answers 308 to the one it has, as do another"
              + " spelling of it, and the id and slugs of one that was merged into it. One without anything published is none here.")
  @APIResponse(
      responseCode = "200",
      description = "The tag",
      headers = @Header(name = "Last-Modified"),
      content = @Content(schema = @Schema(implementation = TagDocument.class)))
  @APIResponse(
      responseCode = "308",
      description = "It stands under another slug",
      headers = @Header(name = "Location", schema = @Schema(implementation = String.class)))
  public Response get(
      @PathParam("tag") @Parameter(description = "Id or slug") @Schema(maxLength = 120) String tag,
      @QueryParam("include")
          @Parameter(description = "counts", example = "counts")
          @Schema(enumeration = "counts")
          String include) {
    return terms.get(TermQueries.Kind.TAG, tag, include);
  }
}
