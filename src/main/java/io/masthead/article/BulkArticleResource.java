package io.masthead.article;

import io.masthead.access.Callers;
import io.masthead.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One action on many working copies. */
@Path("/manage/v1/articles/bulk")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Articles", description = "Working copies and their way to readers")
class BulkArticleResource {

  @Inject BulkArticleService bulk;
  @Inject Callers callers;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.Names.CONTRIBUTOR)
  @Operation(
      operationId = "changeArticles",
      summary = "Do one thing to many articles",
      description =
          "To up to 1,000, each as if it were asked for alone, whatever its version is: one that"
              + " may not be, or that the key may not change, fails and holds up no other. Tags and"
              + " sections are edits of the working copy, which readers of a published article get"
              + " when it is published again. With an Idempotency-Key nothing is done twice, and a"
              + " request that was interrupted goes on where it ended when it is sent again.")
  @APIResponse(
      responseCode = "200",
      description = "What came of each",
      content =
          @Content(
              schema = @Schema(implementation = BulkArticleResult.class),
              examples =
                  @ExampleObject(
                      name = "one of two",
                      value =
                          "{\"items\": [{\"id\": \"0198c2f4-6d1e-7a30-9f55-3f1c2d4b5a69\","
                              + " \"status\": \"done\", \"version\": 2},"
                              + " {\"id\": \"0198c2f5-0a11-7c44-8d02-5b6c7d8e9f10\","
                              + " \"status\": \"failed\", \"problem\": {\"status\": 409,"
                              + " \"code\": \"illegal_transition\", \"detail\": \"From archived it"
                              + " cannot publish; allowed: [restore, delete].\","
                              + " \"errors\": []}}]}")))
  @APIResponse(responseCode = "403", description = "The role may do that to no article")
  @APIResponse(
      responseCode = "422",
      description =
          "A rule is broken, a tag, section or author is unknown, or the filter finds more than"
              + " 1,000; see errors")
  public BulkArticleResult change(
      @HeaderParam("Idempotency-Key")
          @Parameter(description = "The same key and body give the first results again, for 24 h")
          @Schema(maxLength = 255)
          String idempotencyKey,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = BulkArticleRequest.class),
                      examples =
                          @ExampleObject(
                              name = "a section's drafts",
                              value =
                                  "{\"filter\": {\"section\": \"world\", \"state\": \"draft\"},"
                                      + " \"action\": \"tag\", \"tags\": [\"railways\"]}")))
          @NotNull
          BulkArticleRequest request) {
    return bulk.act(request, callers.current());
  }
}
