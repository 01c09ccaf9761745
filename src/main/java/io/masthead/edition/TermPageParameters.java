package io.masthead.edition;

import io.masthead.http.Page;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What a list of authors, sections or tags is asked for with. */
public class TermPageParameters {

  @QueryParam("include")
  @Parameter(description = "counts", example = "counts")
  @Schema(enumeration = "counts")
  String include;

  @QueryParam("limit")
  @DefaultValue("20")
  @Min(1)
  @Max(Page.MAX_LIMIT)
  int limit;

  @QueryParam("cursor")
  @Parameter(description = "From next or previous of another page of this list")
  @Schema(maxLength = 2000)
  String cursor;

  @QueryParam("total")
  @DefaultValue("false")
  @Parameter(description = "Count the list, to 10,000")
  boolean total;
}
