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

/** The tags, for the newsroom. */
@Path("/manage/v1/tags")
@Produces(MediaType.APPLICATION_JSON)
@org.eclipse.microprofile.openapi.annotations.tags.Tag(
    name = "Tags",
    description = "Subjects that articles share")
class TagResource {

  @Inject TagService tags;
  @Inject Callers callers;
  @Inject Idempotency idempotency;

  @GET
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Operation(
      operationId = "listTags",
      summary = "List tags",
      description = "In the order of their names.")
  @APIResponse(responseCode = "200", description = "A page of tags")
  public Page<TagDetail> list(
      @QueryParam("q")
          @Parameter(description = "How the name begins, in any case")
          @Schema(maxLength = 120)
          String q,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor,
      @QueryParam("total") @DefaultValue("false") boolean total) {
    return tags.list(q, cursor, limit, total);
  }

  @GET
  @Path("{tag}")
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Operation(operationId = "getTag", summary = "Read a tag", description = "By id or slug.")
  @APIResponse(
      responseCode = "200",
      description = "The tag",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = TagDetail.class)))
  public Response get(
      @PathParam("tag")
          @Parameter(description = "Id or slug, of today or before")
          @Schema(maxLength = 120)
          String tag) {
    TagDetail found = tags.get(tag);
    return ManagementAnswer.of(found, found.version());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.EDITOR)
  @Operation(
      operationId = "createTag",
      summary = "Add a tag",
      description =
          "Without a slug, one is made from the name. A name is taken in any case and form of it.")
  @APIResponse(
      responseCode = "201",
      description = "The tag",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = TagDetail.class)))
  @APIResponse(
      responseCode = "409",
      description = "Another tag has the name, or has or had the slug")
  public Response create(
      @HeaderParam("Idempotency-Key") String idempotencyKey, @NotNull TagRequest request) {
    return idempotency.once(
        callers.current().keyId().toString(),
        request,
        () -> {
          TagDetail made = tags.create(request, callers.current());
          return ManagementAnswer.created("/manage/v1/tags/" + made.id(), made, made.version());
        });
  }

  @PATCH
  @Path("{tag}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @RolesAllowed(Role.Names.EDITOR)
  @Operation(
      operationId = "updateTag",
      summary = "Change a tag",
      description =
          "A JSON merge patch (RFC 7396): null removes. A slug that is removed is made anew from"
              + " the name. The slug before goes on finding it, and stays its own.")
  @APIResponse(
      responseCode = "200",
      description = "The tag as it is now",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = TagDetail.class)))
  @APIResponse(
      responseCode = "409",
      description = "Another tag has the name, or has or had the slug")
  public Response update(
      @PathParam("tag")
          @Parameter(description = "Id or slug, of today or before")
          @Schema(maxLength = 120)
          String tag,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MergePatch.MEDIA_TYPE,
                      schema = @Schema(implementation = TagRequest.class)))
          @NotNull
          MergePatch patch) {
    TagDetail changed = tags.update(tag, IfMatch.of(ifMatch), patch, callers.current());
    return ManagementAnswer.of(changed, changed.version());
  }

  @DELETE
  @Path("{tag}")
  @RolesAllowed(Role.Names.EDITOR)
  @Operation(
      operationId = "deleteTag",
      summary = "Delete a tag",
      description =
          "For good. One that articles have is only deleted with reassignTo, which gives them"
              + " another tag instead, and that tag its slugs.")
  @APIResponse(responseCode = "204", description = "It is deleted")
  @APIResponse(responseCode = "409", description = "Articles have it; see uses")
  @APIResponse(responseCode = "422", description = "Nothing can take over as asked; see errors")
  public void delete(
      @PathParam("tag")
          @Parameter(description = "Id or slug, of today or before")
          @Schema(maxLength = 120)
          String tag,
      @HeaderParam("If-Match") String ifMatch,
      @QueryParam("reassignTo")
          @Parameter(description = "Id or slug of the tag that its articles go to")
          @Schema(maxLength = 120)
          String reassignTo) {
    tags.delete(tag, IfMatch.of(ifMatch), reassignTo, callers.current());
  }

  @POST
  @Path("{tag}/merge")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.EDITOR)
  @Operation(
      operationId = "mergeTag",
      summary = "Merge a tag into another",
      description =
          "Articles with the one have the other instead, and whoever asks for the one by its id or a"
              + " slug is led to the other. Asked again, it answers the same; If-Match is that of the"
              + " tag that goes.")
  @APIResponse(
      responseCode = "200",
      description = "The tag that stays",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = TagDetail.class)))
  @APIResponse(
      responseCode = "409",
      description = "One of the two was merged into another before; see conflictsWith")
  @APIResponse(responseCode = "422", description = "Nothing can take over as asked; see errors")
  public Response merge(
      @PathParam("tag")
          @Parameter(description = "Id or slug of the tag that goes")
          @Schema(maxLength = 120)
          String tag,
      @HeaderParam("If-Match") String ifMatch,
      @NotNull MergeRequest request) {
    TagDetail stays = tags.merge(tag, IfMatch.of(ifMatch), request, callers.current());
    return ManagementAnswer.of(stays, stays.version());
  }
}
