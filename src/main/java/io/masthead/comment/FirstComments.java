package io.masthead.comment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.edition.ArticlePart;
import io.masthead.edition.PublishedArticle;
import io.masthead.http.Dated;
import io.masthead.http.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The first page of an article's comments, given with the article. */
@ApplicationScoped
class FirstComments implements ArticlePart {

  private static final String NAME = "comments";

  @Inject ThreadService threads;
  @Inject ObjectMapper json;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Added addTo(ObjectNode document, PublishedArticle article) {
    Dated<Page<CommentDetail>> page = threads.firstPage(article);
    ((ObjectNode) document.get(NAME)).set("firstPage", json.valueToTree(page.shown()));
    return new Added(page.modified(), page.of(), null);
  }
}
