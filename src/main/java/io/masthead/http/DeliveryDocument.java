package io.masthead.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.jboss.jandex.IndexView;

/** The document of what front ends and readers call. */
@OpenApiFilter(
    stages = OpenApiFilter.RunStage.BUILD,
    documentNames = OpenApiFilter.DEFAULT_DOCUMENT_NAME)
public class DeliveryDocument extends ApiDocument implements OASFilter {

  public DeliveryDocument(IndexView index) {
    super(
        index,
        "/api/v1",
        false,
        "Published articles, authors, sections, tags, view counts and comments of a newsroom."
            + " Nothing here ever shows a draft.");
  }
}
