package io.masthead.access;

import io.masthead.http.Idempotency;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The newsroom's keys, for administrators. */
@Path("/manage/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.ADMINISTRATOR)
@Tag(name = "Keys", description = "API keys and their roles")
class KeyResource {

  @Inject KeyService keys;
  @Inject Callers callers;
  @Inject Idempotency idempotency;

  @GET
  @Operation(
      operationId = "listKeys",
      summary = "List keys",
      description =
          "Newest first, revoked and expired ones too. Secrets are never shown. Whoever came with a"
              + " token of the identity provider is there as a key of the kind oidc, with the role"
              + " that the last token gave.")
  @APIResponse(responseCode = "200", description = "A page of keys")
  public Page<KeySummary> list(
      @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
      @QueryParam("cursor") String cursor) {
    return keys.list(cursor, limit);
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "getKey", summary = "Read a key", description = "Without its secret.")
  @APIResponse(responseCode = "200", description = "The key")
  public KeySummary get(@PathParam("id") UUID id) {
    return keys.get(id);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createKey",
      summary = "Make a key",
      description = "The answer shows the secret; nothing shows it again.")
  @APIResponse(
      responseCode = "201",
      description = "The key with its secret",
      content = @Content(schema = @Schema(implementation = NewKey.class)))
  public Response create(
      @HeaderParam("Idempotency-Key") String idempotencyKey, @NotNull KeyRequest request) {
    return idempotency.once(
        callers.current().keyId().toString(),
        request,
        () -> {
          NewKey key = keys.create(request, callers.current());
          String path = "/manage/v1/keys/" + key.id();
          return Response.status(Response.Status.CREATED)
              .header("Location", path)
              .entity(key)
              .build();
        });
  }

  @PATCH
  @Path("{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Operation(
      operationId = "updateKey",
      summary = "Tie a key to an author",
      description =
          "A JSON merge patch (RFC 7396): null unties it. \"Own articles\" are from then on those of"
              + " the author, and comments are signed with its name.")
  @APIResponse(
      responseCode = "200",
      description = "The key as it is now",
      content = @Content(schema = @Schema(implementation = KeySummary.class)))
  public KeySummary update(
      @PathParam("id") UUID id,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MergePatch.MEDIA_TYPE,
                      schema = @Schema(implementation = KeyPatch.class),
                      examples =
                          @ExampleObject(name = "an author", value = "{\"author\": \"ann-lee\"}")))
          @NotNull
          MergePatch patch) {
    return keys.update(id, patch, callers.current());
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "revokeKey",
      summary = "Revoke a key",
      description =
          "At once and for good, on every replica. Revoking it again changes nothing. A person is"
              + " let in no more, whatever tokens of the identity provider they have.")
  @APIResponse(responseCode = "204", description = "It is revoked")
  public void revoke(@PathParam("id") UUID id) {
    keys.revoke(id, callers.current());
  }
}
