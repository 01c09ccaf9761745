package io.masthead.taxonomy;

import io.masthead.access.Callers;
import io.masthead.access.Role;
import io.masthead.http.Idempotency;
import io.masthead.http.IfMatch;
import io.masthead.http.ManagementAnswer;
import io.masthead.http.MergePatch;
import io.masthead.http.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The sections, for the newsroom. */
@Path("/manage/v1/sections")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sections", description = "The departments of the newsroom, a tree")
class SectionResource {

  @Inject SectionService sections;
  @Inject Callers callers;
  @Inject Idempotency idempotency;

  @GET
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Operation(
      operationId = "listSections",
      summary = "List sections",
      description = "In the order of their names, or as a tree.")
  @APIResponse(responseCode = "200", description = "A page of sections")
  public Page<SectionDetail> list(
      @QueryParam("q")
          @Parameter(description = "How the name begins, in any case")
          @Schema(maxLength = 120)
          String q,
      @QueryParam("sort")
          @DefaultValue("name")
          @Parameter(
              description =
                  "name, or tree: each after the one above it, and among its siblings where an"
                      + " editor put it")
          SectionSort sort,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor,
      @QueryParam("total") @DefaultValue("false") boolean total) {
    return sections.list(sort, q, cursor, limit, total);
  }

  @GET
  @Path("{section}")
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Operation(operationId = "getSection", summary = "Read a section", description = "By id or slug.")
  @APIResponse(
      responseCode = "200",
      description = "The section",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = SectionDetail.class)))
  public Response get(
      @PathParam("section")
          @Parameter(description = "Id or slug, of today or before")
          @Schema(maxLength = 120)
          String section) {
    SectionDetail found = sections.get(section);
    return ManagementAnswer.of(found, found.version());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.EDITOR)
  @Operation(
      operationId = "createSection",
      summary = "Add a section",
      description = "Without a slug, one is made from the name. Sections nest six levels deep.")
  @APIResponse(
      responseCode = "201",
      description = "The section",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = SectionDetail.class)))
  @APIResponse(responseCode = "409", description = "Another section has, or once had, the slug")
  public Response create(
      @HeaderParam("Idempotency-Key") String idempotencyKey, @NotNull SectionRequest request) {
    return idempotency.once(
        callers.current().keyId().toString(),
        request,
        () -> {
          SectionDetail made = sections.create(request, callers.current());
          return ManagementAnswer.created("/manage/v1/sections/" + made.id(), made, made.version());
        });
  }

  @PATCH
  @Path("{section}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @RolesAllowed(Role.Names.EDITOR)
  @Operation(
      operationId = "updateSection",
      summary = "Change or move a section",
      description =
          "A JSON merge patch (RFC 7396): null removes. A slug that is removed is made anew from"
              + " the name. The slug before goes on finding it, and stays its own.")
  @APIResponse(
      responseCode = "200",
      description = "The section as it is now",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = SectionDetail.class)))
  @APIResponse(responseCode = "409", description = "Another section has, or once had, the slug")
  public Response update(
      @PathParam("section")
          @Parameter(description = "Id or slug, of today or before")
          @Schema(maxLength = 120)
          String section,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MergePatch.MEDIA_TYPE,
                      schema = @Schema(implementation = SectionRequest.class)))
          @NotNull
          MergePatch patch) {
    SectionDetail changed = sections.update(section, IfMatch.of(ifMatch), patch, callers.current());
    return ManagementAnswer.of(changed, changed.version());
  }

  @DELETE
  @Path("{section}")
  @RolesAllowed(Role.Names.EDITOR)
  @Operation(
      operationId = "deleteSection",
      summary = "Delete a section",
      description =
          "For good. One that articles stand in is only deleted with reassignTo, which moves them,"
              + " and its slugs, to another section; one with sections below is not.")
  @APIResponse(responseCode = "204", description = "It is deleted")
  @APIResponse(
      responseCode = "409",
      description = "Articles or other sections stand below it; see uses")
  @APIResponse(responseCode = "422", description = "Nothing can take over as asked; see errors")
  public void delete(
      @PathParam("section")
          @Parameter(description = "Id or slug, of today or before")
          @Schema(maxLength = 120)
          String section,
      @HeaderParam("If-Match") String ifMatch,
      @QueryParam("reassignTo")
          @Parameter(description = "Id or slug of the section that its articles go to")
          @Schema(maxLength = 120)
          String reassignTo) {
    sections.delete(section, IfMatch.of(ifMatch), reassignTo, callers.current());
  }

  @POST
  @Path("{section}/merge")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.EDITOR)
  @Operation(
      operationId = "mergeSection",
      summary = "Merge a section into another",
      description =
          "Articles of the one stand in the other, the sections below the one come last below the"
              + " other, and whoever asks for the one by its id or a slug is led to the other. Rules for"
              + " comments that were set for the one go. Asked again, it answers the same; If-Match is"
              + " that of the section that goes.")
  @APIResponse(
      responseCode = "200",
      description = "The section that stays",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = SectionDetail.class)))
  @APIResponse(
      responseCode = "409",
      description = "One of the two was merged into another before; see conflictsWith")
  @APIResponse(responseCode = "422", description = "Nothing can take over as asked; see errors")
  public Response merge(
      @PathParam("section")
          @Parameter(description = "Id or slug of the section that goes")
          @Schema(maxLength = 120)
          String section,
      @HeaderParam("If-Match") String ifMatch,
      @NotNull MergeRequest request) {
    SectionDetail stays = sections.merge(section, IfMatch.of(ifMatch), request, callers.current());
    return ManagementAnswer.of(stays, stays.version());
  }

  @POST
  @Path("{section}/move")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.EDITOR)
  @Operation(
      operationId = "moveSection",
      summary = "Move a section in the tree",
      description =
          "With all below it: before or after a sibling, or to the end below a parent. Where it"
              + " stands there already, nothing changes.")
  @APIResponse(
      responseCode = "200",
      description = "The section as it is now",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = SectionDetail.class)))
  @APIResponse(
      responseCode = "422",
      description =
          "It would stand below itself, or too deep, or there is no such place; see errors")
  public Response move(
      @PathParam("section")
          @Parameter(description = "Id or slug, of today or before")
          @Schema(maxLength = 120)
          String section,
      @HeaderParam("If-Match") String ifMatch,
      @NotNull SectionMoveRequest request) {
    SectionDetail moved = sections.move(section, IfMatch.of(ifMatch), request, callers.current());
    return ManagementAnswer.of(moved, moved.version());
  }
}
