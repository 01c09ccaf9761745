package io.masthead.term;

import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Asks every room that names terms, so that who would delete one learns what uses it. */
@ApplicationScoped
public class TermUses {

  @Inject @Any Instance<TermUse> uses;

  /**
   * Lets only a term pass that nothing uses. What begins to use it at the same moment is left to
   * the foreign keys.
   *
   * @throws ProblemException 409 with the number of each use
   */
  public void refuse(TermKind kind, UUID id) {
    Map<String, Integer> counts = new TreeMap<>();
    for (TermUse use : uses) {
      int count = use.count(kind, id, Page.MAX_TOTAL);
      if (count > 0) {
        counts.put(use.users(), count);
      }
    }
    if (!counts.isEmpty()) {
      throw ProblemException.inUse(counts);
    }
  }
}
