package io.masthead.comment;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the law gives people over their comments, done by themselves. */
@Path("/api/v1/comments/erasure")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Comments", description = "What readers write under articles")
@SecurityScheme(
    securitySchemeName = "guestToken",
    type = SecuritySchemeType.APIKEY,
    in = SecuritySchemeIn.HEADER,
    apiKeyName = "Authorization",
    description = "Guest, a space and the guestToken that came when a comment was posted.")
class OwnErasureResource {

  @Inject ErasureService erasures;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @SecurityRequirement(name = "editToken")
  @SecurityRequirement(name = "guestToken")
  @Operation(
      operationId = "eraseOwnComments",
      summary = "Export one's comments, or take oneself out of them",
      description =
          "All comments of the guest whose token it is; the editToken of any of them serves as well"
              + " as the guestToken, also after the time for edits. Export gives all that is stored."
              + " Anonymise keeps the text and takes the person away for good: the name becomes"
              + " \"deleted\", and page, e-mail address, tokens and network mark go. Done again it"
              + " finds nothing.")
  @APIResponse(
      responseCode = "200",
      description = "What was found and done",
      content = @Content(schema = @Schema(implementation = ErasureResult.class)))
  @APIResponse(responseCode = "401", description = "No token was sent")
  public ErasureResult erase(
      @HeaderParam("Authorization") String authorization,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = OwnErasureRequest.class),
                      examples =
                          @ExampleObject(name = "export", value = "{\"action\": \"export\"}")))
          @NotNull
          OwnErasureRequest request) {
    return erasures.erase(request, authorization);
  }
}
