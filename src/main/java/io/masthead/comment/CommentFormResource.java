package io.masthead.comment;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The form for a comment, for readers' pages. */
@Path("/api/v1/articles/{article}/comments/form")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Comments")
class CommentFormResource {

  @Inject CommentService comments;

  @GET
  @Operation(
      operationId = "getCommentForm",
      summary = "Get what a form for a comment needs",
      description =
          "Never cached: ask when the form is shown. A comment that comes with the token sooner"
              + " than a person writes, later than a day, or with one of another article waits for"
              + " a moderator; whether one without it does is the newsroom's to say.")
  @APIResponse(
      responseCode = "200",
      description = "The form",
      headers = @Header(name = "Cache-Control", schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = CommentForm.class),
              examples = @ExampleObject(name = "a form", value = Examples.FORM)))
  @APIResponse(
      responseCode = "403",
      description = "The article's comments are closed, readonly or off")
  @APIResponse(responseCode = "410", description = "The article was taken down")
  public Response form(
      @Parameter(description = "Id or slug of the article", example = "a-bridge-opens")
          @PathParam("article")
          String article,
      @Parameter(description = "Language that the slug is of", example = "en")
          @QueryParam("lang")
          @Schema(maxLength = 35)
          String lang) {
    return Response.ok(comments.form(article, lang)).header("Cache-Control", "no-store").build();
  }
}
