package io.masthead.taxonomy;

import io.masthead.term.TermKind;
import io.masthead.term.TermUse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** A section is used by those right below it. */
@ApplicationScoped
class SectionsBelow implements TermUse {

  static final String USERS = "sections";

  @Inject SectionRepository sections;

  @Override
  public String users() {
    return USERS;
  }

  @Override
  public int count(TermKind kind, UUID id, int most) {
    return kind == TermKind.SECTION ? sections.below(id, most) : 0;
  }
}
