package io.masthead.edition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;

/**
 * What a read of one article gives besides the article where {@code include} names it. Rooms above
 * have some of their own; all of them are found by injection.
 */
public interface ArticlePart {

  /**
   * What it brings to the answer.
   *
   * @param modified when anything that it shows last changed, or null where no time says
   * @param shown what it shows, by the names under which the answer is kept
   * @param until when it is not true any more though nothing changes, or null
   */
  record Added(Instant modified, Set<String> shown, Instant until) {}

  /** By which {@code include} asks for it. */
  String name();

  /** Puts it into the document of the article, just as its own endpoint gives it. */
  Added addTo(ObjectNode document, PublishedArticle article);
}
