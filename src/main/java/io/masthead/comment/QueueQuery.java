package io.masthead.comment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Which comments moderators ask for; null, or no state, leaves a filter out.
 *
 * @param section id or slug; means articles that are published there, or below it, now
 * @param reason a code for which it stands in its state
 * @param name a part of the writer's name
 * @param words in the name or the text
 * @param sameWriterAs a comment of the guest who is looked for
 */
record QueueQuery(
    List<CommentState> states,
    String reason,
    UUID article,
    String section,
    String name,
    String words,
    String email,
    Instant from,
    Instant to,
    UUID sameWriterAs,
    QueueSort sort) {

  /** What makes it another list. */
  String scope() {
    return String.join(
        "\n",
        "moderation",
        states.stream().sorted().distinct().toList().toString(),
        "" + reason,
        "" + article,
        "" + section,
        "" + name,
        "" + words,
        "" + email,
        "" + from,
        "" + to,
        "" + sameWriterAs,
        "" + sort);
  }
}
