package io.masthead.article;

import io.masthead.access.Callers;
import io.masthead.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who is editing an article, so that two who would are warned of each other. */
@Path("/manage/v1/articles/{id}/lock")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.CONTRIBUTOR)
@Tag(name = "Articles")
class EditLockResource {

  private static final String EXAMPLE =
      """
      {"held": false, "editing": {"by": "0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a60",
        "name": "Desk tool", "since": "2026-11-25T09:00:00.000Z",
        "until": "2026-11-25T09:05:00.000Z"}}
      """;

  @Inject EditLockService locks;
  @Inject Callers callers;

  @GET
  @Operation(
      operationId = "getArticleLock",
      summary = "Read who is editing an article",
      description = "Nobody is told once the lease is over.")
  @APIResponse(
      responseCode = "200",
      description = "Who is editing it",
      content =
          @Content(
              schema = @Schema(implementation = EditLock.class),
              examples = @ExampleObject(name = "another", value = EXAMPLE)))
  public EditLock get(@PathParam("id") UUID id) {
    return locks.get(id, callers.current());
  }

  @PUT
  @Operation(
      operationId = "lockArticle",
      summary = "Say that you are editing an article",
      description =
          "For five minutes, unless masthead.articles.lock-lease says otherwise; sent again it is"
              + " renewed. Where another has it, the answer tells who, and held is false: it warns,"
              + " and refuses nobody's save. It changes nothing of the article, so needs no"
              + " If-Match.")
  @APIResponse(
      responseCode = "200",
      description = "Who is editing it from now on",
      content =
          @Content(
              schema = @Schema(implementation = EditLock.class),
              examples = @ExampleObject(name = "another", value = EXAMPLE)))
  public EditLock take(
      @PathParam("id") UUID id,
      @QueryParam("takeOver")
          @DefaultValue("false")
          @Parameter(description = "Take it from another who has it")
          boolean takeOver) {
    return locks.take(id, takeOver, callers.current());
  }

  @DELETE
  @Operation(
      operationId = "unlockArticle",
      summary = "Say that you are not editing an article any more",
      description = "What another holds stays.")
  @APIResponse(responseCode = "204", description = "You do not hold it")
  public void giveBack(@PathParam("id") UUID id) {
    locks.giveBack(id, callers.current());
  }
}
