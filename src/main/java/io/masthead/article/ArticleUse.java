package io.masthead.article;

import io.masthead.term.TermKind;
import io.masthead.term.TermUse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Working copies name authors, sections and tags, in every state and in the bin. */
@ApplicationScoped
class ArticleUse implements TermUse {

  @Inject ArticleRepository articles;

  @Override
  public String users() {
    return "articles";
  }

  @Override
  public int count(TermKind kind, UUID id, int most) {
    return articles.countUnder(kind, id, most);
  }
}
