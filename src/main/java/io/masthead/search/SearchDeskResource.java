package io.masthead.search;

import io.masthead.access.Role;
import io.masthead.http.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Why readers find what they find, for the newsroom. */
@Path("/manage/v1/search/explain")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.CONTRIBUTOR)
@Tag(name = "Search", description = "Full text over what is published")
class SearchDeskResource {

  /** A page of what was found, for the document. */
  @Schema(name = "ExplainedPage", description = "What a search finds, and why in this order")
  record ExplainedPage(
      @Schema(required = true) List<ExplainedArticle> items,
      @Schema(required = true) Page.Info page,
      @Schema(required = true, description = "Words that were looked for besides those asked for")
          List<SearchPage.Correction> corrections) {}

  @Inject SearchService search;

  @GET
  @Operation(
      operationId = "explainSearch",
      summary = "Explain a search",
      description =
          "What readers find who ask for the same, in the same order, with what each article's"
              + " score is made of.")
  @APIResponse(
      responseCode = "200",
      description = "A page of what is found",
      content = @Content(schema = @Schema(implementation = ExplainedPage.class)))
  public SearchPage<ExplainedArticle> explain(@BeanParam SearchParameters asked) {
    return search.explain(asked.asked(null)).page();
  }
}
