package io.masthead.edition;

import java.util.List;
import java.util.UUID;

/**
 * Proves a count that editions show against what it is made of, or sets it right. The room that
 * counts gives it, so that whoever asks for a recount need not know the room.
 */
public interface CountProof {

  /** The counts that editions show. */
  enum Count {
    VIEWS,
    COMMENTS
  }

  /** Which one it proves. */
  Count of();

  /**
   * Looks at the articles with the next ids, published or not, in the caller's transaction.
   *
   * @param after the last article of the batch before
   * @param repair whether to set right what differs
   */
  Batch next(UUID after, boolean repair);

  /** What is not right in one batch; one of no articles is the end. */
  record Batch(int size, UUID last, List<Differing> differing) {

    /** Behind the last article. */
    public static Batch end(UUID last) {
      return new Batch(0, last, List.of());
    }
  }

  /**
   * An article whose numbers do not add up.
   *
   * @param was the count that stood
   * @param is what its parts add up to
   * @param parts how many of the parts were not right by themselves
   */
  record Differing(UUID article, long was, long is, int parts) {}
}
