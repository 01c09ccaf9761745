package io.masthead.edition;

import io.masthead.http.Page;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
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

/** Sections under which something is published. */
@Path("/api/v1/sections")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Sections", description = "The newspaper's parts, nested")
class SectionResource {

  /** A section as readers see one. */
  @Schema(name = "Section", description = "A section under which something is published")
  record SectionDocument(
      @Schema(required = true) UUID id,
      @Schema(required = true, examples = "asia") String slug,
      @Schema(required = true, examples = "Asia") String name,
      String description,
      @Schema(description = "Absent at the top") TermSummary parent,
      @Schema(required = true, description = "Those with something published, by name")
          List<TermSummary> children,
      @Schema(description = "With include=counts") TermCounts counts) {}

  /** The order of a list of sections. */
  @Schema(name = "SectionSort", description = "The order of a list of sections")
  enum Sort {
    NAME,
    TREE
  }

  /** A page of sections, for the document. */
  @Schema(name = "SectionPage", description = "A page of sections")
  record SectionPage(
      @Schema(required = true) List<SectionDocument> items,
      @Schema(required = true) Page.Info page) {}

  @Inject TermAnswers terms;

  @GET
  @Operation(
      operationId = "listSections",
      summary = "List sections",
      description =
          "Those with a published article, in themselves or below, by name or as a tree. Each tells"
              + " its parent and its children.")
  @APIResponse(
      responseCode = "200",
      description = "A page of sections",
      headers = @Header(name = "Last-Modified"),
      content = @Content(schema = @Schema(implementation = SectionPage.class)))
  public Response list(
      @QueryParam("sort")
          @DefaultValue("name")
          @Parameter(
              description =
                  "name, or tree: each after the one above it, and among its siblings where the"
                      + " newsroom put it")
          Sort sort,
      @BeanParam TermPageParameters asked) {
    return sort == Sort.TREE
        ? terms.list(TermQueries.Kind.SECTION, TermQueries.Order.tree(), asked)
        : terms.list(TermQueries.Kind.SECTION, asked);
  }

  @GET
  @Path("{section}")
  @Operation(
      operationId = "getSection",
      summary = "Read a section",
      description =
          "By id or slug. A slug that it once had answers 308 to the one it has, as do another"
              + " spelling of it, and the id and slugs of one that was merged into it. One without anything published is none here.")
  @APIResponse(
      responseCode = "200",
      description = "The section",
      headers = @Header(name = "Last-Modified"),
      content = @Content(schema = @Schema(implementation = SectionDocument.class)))
  @APIResponse(
      responseCode = "308",
      description = "It stands under another slug",
      headers = @Header(name = "Location", schema = @Schema(implementation = String.class)))
  public Response get(
      @PathParam("section") @Parameter(description = "Id or slug") @Schema(maxLength = 120)
          String section,
      @QueryParam("include")
          @Parameter(description = "counts", example = "counts")
          @Schema(enumeration = "counts")
          String include) {
    return terms.get(TermQueries.Kind.SECTION, section, include);
  }
}
