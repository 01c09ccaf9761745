package io.masthead.article;

import io.masthead.access.Callers;
import io.masthead.access.Role;
import io.masthead.http.Idempotency;
import io.masthead.http.IfMatch;
import io.masthead.http.ManagementAnswer;
import io.masthead.http.MergePatch;
import io.masthead.http.OptionalBody;
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
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Articles that are published as one. */
@Path("/manage/v1/packages")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.EDITOR)
@Tag(name = "Packages", description = "Articles that are published as one")
class PackageResource {

  @Inject PackageService packages;
  @Inject Callers callers;
  @Inject Idempotency idempotency;
  @Inject OptionalBody body;

  @GET
  @Operation(
      operationId = "listPackages",
      summary = "List packages",
      description = "The newest first, in every state.")
  @APIResponse(responseCode = "200", description = "A page of packages")
  public Page<PackageDetail> list(
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor")
          @Parameter(description = "From next or previous of another page of this list")
          @Schema(maxLength = 2000)
          String cursor,
      @QueryParam("total")
          @DefaultValue("false")
          @Parameter(description = "Count the list, to 10,000")
          boolean total) {
    return packages.list(cursor, limit, total);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createPackage",
      summary = "Make a package",
      description =
          "Of articles in any state, which stay as they are; an article may stand in several.")
  @APIResponse(
      responseCode = "201",
      description = "The package",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = PackageDetail.class)))
  public Response create(
      @HeaderParam("Idempotency-Key")
          @Parameter(description = "The same key and body give the first answer again, for 24 h")
          @Schema(maxLength = 255)
          String idempotencyKey,
      @NotNull PackageRequest request) {
    return idempotency.once(
        callers.current().keyId().toString(),
        request,
        () -> {
          PackageDetail made = packages.create(request, callers.current());
          return ManagementAnswer.created("/manage/v1/packages/" + made.id(), made, made.version());
        });
  }

  @GET
  @Path("{id}")
  @Operation(
      operationId = "getPackage",
      summary = "Read a package",
      description = "With its articles as they are now.")
  @APIResponse(
      responseCode = "200",
      description = "The package",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = PackageDetail.class)))
  public Response get(@PathParam("id") UUID id) {
    return answer(packages.get(id));
  }

  @PATCH
  @Path("{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Operation(
      operationId = "updatePackage",
      summary = "Change a package",
      description = "A JSON merge patch (RFC 7396), while it is a draft; articles are given whole.")
  @APIResponse(
      responseCode = "200",
      description = "The package as it is now",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = PackageDetail.class)))
  @APIResponse(responseCode = "409", description = "It is no draft")
  public Response update(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MergePatch.MEDIA_TYPE,
                      schema = @Schema(implementation = PackageRequest.class)))
          @NotNull
          MergePatch patch) {
    return answer(packages.update(id, IfMatch.of(ifMatch), patch, callers.current()));
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "deletePackage",
      summary = "Delete a package",
      description = "Its articles stay as they are. One that is scheduled is withdrawn first.")
  @APIResponse(responseCode = "204", description = "It is deleted")
  @APIResponse(responseCode = "409", description = "It is scheduled")
  public void delete(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
    packages.delete(id, IfMatch.of(ifMatch), callers.current());
  }

  @POST
  @Path("{id}/publish")
  @Operation(
      operationId = "publishPackage",
      summary = "Publish or schedule a package",
      description =
          "Readers get all of its articles from one commit on, or, where one of them cannot be"
              + " published, none; errors names each such by its place. With at in the future all"
              + " of them are scheduled; until then they may be edited, but leave the schedule, or"
              + " go out, only together. What cannot go out when it is due goes back to review,"
              + " whole.")
  @APIResponse(
      responseCode = "200",
      description = "The package, published or scheduled",
      headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = PackageDetail.class)))
  @APIResponse(
      responseCode = "409",
      description = "Its state, or that of an article, does not allow it; see errors")
  public RestResponse<PackageDetail> publish(
      @PathParam("id") UUID id,
      @HeaderParam("If-Match") String ifMatch,
      @RequestBody(
              required = false,
              description = "None publishes now",
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = PackagePublishRequest.class)))
          InputStream sent) {
    PackagePublishRequest request =
        body.read(sent, PackagePublishRequest.class).orElse(PackagePublishRequest.NOW);
    return moved(packages.publish(id, IfMatch.of(ifMatch), request, callers.current()));
  }

  @POST
  @Path("{id}/withdraw")
  @Operation(
      operationId = "withdrawPackage",
      summary = "Withdraw a package from the schedule",
      description = "It and all of its articles are drafts again.")
  public RestResponse<PackageDetail> withdraw(
      @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
    return moved(packages.withdraw(id, IfMatch.of(ifMatch), callers.current()));
  }

  private static RestResponse<PackageDetail> moved(PackageDetail whole) {
    return ManagementAnswer.moved(whole, whole.version());
  }

  private static Response answer(PackageDetail whole) {
    return ManagementAnswer.of(whole, whole.version());
  }
}
