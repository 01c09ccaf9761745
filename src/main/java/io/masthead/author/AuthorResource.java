package io.masthead.author;

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

/** The authors, for the newsroom. */
@Path("/manage/v1/authors")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Authors", description = "The people and organisations behind bylines")
class AuthorResource {

  @Inject AuthorService authors;
  @Inject Callers callers;
  @Inject Idempotency idempotency;

  @GET
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Operation(
      operationId = "listAuthors",
      summary = "List authors",
      description = "In the order of their sort names.")
  @APIResponse(responseCode = "200", description = "A page of authors")
  public Page<AuthorDetail> list(
      @QueryParam("q")
          @Parameter(description = "How the name or the sort name begins, in any case")
          @Schema(maxLength = 120)
          String q,
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor,
      @QueryParam("total") @DefaultValue("false") boolean total) {
    return authors.list(q, cursor, limit, total);
  }

  @GET
  @Path("{author}")
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Operation(
      operationId = "getAuthor",
      summary = "Read an author",
      description = "With what readers are not shown.")
  @APIResponse(
      responseCode = "200",
      description = "The author",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = AuthorDetail.class)))
  public Response get(
      @PathParam("author")
          @Parameter(description = "Id or slug, of today or before")
          @Schema(maxLength = 120)
          String author) {
    AuthorDetail found = authors.get(author);
    return ManagementAnswer.of(found, found.version());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.EDITOR)
  @Operation(
      operationId = "createAuthor",
      summary = "Add an author",
      description = "Without a slug, one is made from the name.")
  @APIResponse(
      responseCode = "201",
      description = "The author",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = AuthorDetail.class)))
  @APIResponse(responseCode = "409", description = "Another author has, or once had, the slug")
  public Response create(
      @HeaderParam("Idempotency-Key") String idempotencyKey, @NotNull AuthorRequest request) {
    return idempotency.once(
        callers.current().keyId().toString(),
        request,
        () -> {
          AuthorDetail made = authors.create(request, callers.current());
          return ManagementAnswer.created("/manage/v1/authors/" + made.id(), made, made.version());
        });
  }

  @PATCH
  @Path("{author}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @RolesAllowed(Role.Names.EDITOR)
  @Operation(
      operationId = "updateAuthor",
      summary = "Change an author",
      description =
          "A JSON merge patch (RFC 7396): null removes. A slug that is removed is made anew from"
              + " the name. The slug before goes on finding it, and stays its own.")
  @APIResponse(
      responseCode = "200",
      description = "The author as it is now",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = AuthorDetail.class)))
  @APIResponse(responseCode = "409", description = "Another author has, or once had, the slug")
  public Response update(
      @PathParam("author")
          @Parameter(description = "Id or slug, of today or before")
          @Schema(maxLength = 120)
          String author,
      @HeaderParam("If-Match") String ifMatch,
      @QueryParam("rewritePublished")
          @DefaultValue("true")
          @Parameter(
              description =
                  "Whether bylines printed so far take a new name. With false, every article that"
                      + " was published keeps the name it printed, for readers and on the desk, and"
                      + " publishing it again prints that name still, until its bylines are"
                      + " changed there; drafts take the new one. A byline's author shows the new"
                      + " name either way")
          boolean rewritePublished,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MergePatch.MEDIA_TYPE,
                      schema = @Schema(implementation = AuthorRequest.class)))
          @NotNull
          MergePatch patch) {
    AuthorDetail changed =
        authors.update(author, IfMatch.of(ifMatch), patch, rewritePublished, callers.current());
    return ManagementAnswer.of(changed, changed.version());
  }

  @DELETE
  @Path("{author}")
  @RolesAllowed(Role.Names.EDITOR)
  @Operation(
      operationId = "deleteAuthor",
      summary = "Delete an author",
      description =
          "For good. One that bylines name is only deleted with reassignTo, which moves the bylines,"
              + " and its slugs, to another author, or keepAsText, which leaves the name there as text.")
  @APIResponse(responseCode = "204", description = "It is deleted")
  @APIResponse(responseCode = "409", description = "Articles name it; see uses")
  @APIResponse(responseCode = "422", description = "Nothing can take over as asked; see errors")
  public void delete(
      @PathParam("author")
          @Parameter(description = "Id or slug, of today or before")
          @Schema(maxLength = 120)
          String author,
      @HeaderParam("If-Match") String ifMatch,
      @QueryParam("reassignTo")
          @Parameter(description = "Id or slug of the author that takes over the bylines")
          @Schema(maxLength = 120)
          String reassignTo,
      @QueryParam("keepAsText")
          @DefaultValue("false")
          @Parameter(description = "Whether bylines keep the name as text")
          boolean keepAsText) {
    authors.delete(author, IfMatch.of(ifMatch), reassignTo, keepAsText, callers.current());
  }

  @POST
  @Path("{author}/merge")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.EDITOR)
  @Operation(
      operationId = "mergeAuthor",
      summary = "Merge an author into another",
      description =
          "All bylines of the one become the other's, in drafts and for readers, and whoever asks for"
              + " the one by its id or a slug is led to the other. Published articles go on printing the"
              + " name and kind that they printed, unless rewritePublished is true. Asked again, it"
              + " answers the same; If-Match is that of the author that goes.")
  @APIResponse(
      responseCode = "200",
      description = "The author that stays",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = AuthorDetail.class)))
  @APIResponse(
      responseCode = "409",
      description = "One of the two was merged into another before; see conflictsWith")
  @APIResponse(responseCode = "422", description = "Nothing can take over as asked; see errors")
  public Response merge(
      @PathParam("author")
          @Parameter(description = "Id or slug of the author that goes")
          @Schema(maxLength = 120)
          String author,
      @HeaderParam("If-Match") String ifMatch,
      @NotNull AuthorMergeRequest request) {
    AuthorDetail stays = authors.merge(author, IfMatch.of(ifMatch), request, callers.current());
    return ManagementAnswer.of(stays, stays.version());
  }
}
