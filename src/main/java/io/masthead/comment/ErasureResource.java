package io.masthead.comment;

import io.masthead.access.Callers;
import io.masthead.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the law gives people over their comments, done for them by the newsroom. */
@Path("/manage/v1/comments/erasures")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.MODERATOR)
@Tag(name = "Comments", description = "The queue of comments and the decisions on them")
class ErasureResource {

  @Inject ErasureService erasures;
  @Inject Callers callers;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "eraseCommenter",
      summary = "Export a person's comments, or take the person out of them",
      description =
          "By an e-mail address or by a comment. Export gives all that is stored of them. Anonymise"
              + " keeps the text and takes the person away for good: the name becomes \"deleted\","
              + " page, address, tokens and network mark go, and names in moderators' notes too."
              + " Bans stay. Both go into the trail of each comment. Done again it finds nothing.")
  @APIResponse(
      responseCode = "200",
      description = "What was found and done",
      content = @Content(schema = @Schema(implementation = ErasureResult.class)))
  public ErasureResult erase(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = ErasureRequest.class),
                      examples =
                          @ExampleObject(
                              name = "an address",
                              value =
                                  "{\"action\": \"anonymise\", \"email\":"
                                      + " \"reader@example.org\"}")))
          @NotNull
          ErasureRequest request) {
    return erasures.erase(request, callers.current());
  }
}
