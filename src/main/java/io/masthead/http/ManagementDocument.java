package io.masthead.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.jboss.jandex.IndexView;

/** The document of what newsroom tools and integrators call. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, documentNames = "editorial")
public class ManagementDocument extends ApiDocument implements OASFilter {

  public ManagementDocument(IndexView index) {
    super(
        index,
        "/manage/v1",
        true,
        "The newsroom's side: drafts, publishing, authors, sections, tags, moderation, webhooks and"
            + " keys."
            + " Every call carries an API key, or a token of the identity provider.");
  }
}
