package io.masthead.edition;

import io.masthead.term.TermKind;
import io.masthead.term.TermUse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** What is published names authors, sections and tags, whatever the working copy names by now. */
@ApplicationScoped
class EditionUse implements TermUse {

  @Inject EditionRepository editions;

  @Override
  public String users() {
    return "editions";
  }

  @Override
  public int count(TermKind kind, UUID id, int most) {
    return editions.countUnder(kind.word(), id, most);
  }
}
