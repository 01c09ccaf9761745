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

  @Inject TermQueries terms;
  @Inject DeliveryAnswer answer;

  @GET
  @Compressed
  @Operation(
      operationId = "listTags",
      summary = "List tags",
      description = "Those with a published article, by name.")
  @APIResponse(
      responseCode = "200",
      description = "A page of tags",
      headers = @Header(name = "Last-Modified"),
      content = @Content(schema = @Schema(implementation = TagPage.class)))
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
        answer, terms.list(TermQueries.Kind.TAG, withCounts, cursor, limit, total));
  }

  @GET
  @Compressed
  @Path("{tag}")
  @Operation(
      operationId = "getTag",
      summary = "Read a tag",
      description = "By id or slug. One without anything published is none here.")
  @APIResponse(
      responseCode = "200",
      description = "The tag",
      headers = @Header(name = "Last-Modified"),
      content = @Content(schema = @Schema(implementation = TagDocument.class)))
  public Response get(
      @PathParam("tag") @Parameter(description = "Id or slug") @Schema(maxLength = 120) String tag,
      @QueryParam("include")
          @Parameter(description = "counts", example = "counts")
          @Schema(enumeration = "counts")
          String include) {
    boolean withCounts = Names.of(include).contains("counts");
    TermQueries.Term found = terms.get(TermQueries.Kind.TAG, tag, withCounts);
    return answer.dated(found.document(), found.modifiedAt());
  }
}
