package io.masthead.comment;

import io.masthead.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Who likes what, and the number of likes. */
@ApplicationScoped
class LikeRepository {

  private static final String ADD =
      "insert into comment_like (comment_id, mark, day) values (?, ?, ?) on conflict do nothing";

  private static final String REMOVE = "delete from comment_like where comment_id = ? and mark = ?";

  private static final String COUNT =
      "update comment set likes = likes + ? where id = ? and state = 'published' returning likes";

  private static final String LIKES = "select likes from comment where id = ?";

  private static final String FORGET = "delete from comment_like where day < ?";

  @Inject Sql sql;

  /** Whether it was not there. */
  boolean add(UUID comment, ReaderMark reader) {
    return sql.update(ADD, comment, reader.mark(), reader.day()) == 1;
  }

  /** Whether it was there. */
  boolean remove(UUID comment, ReaderMark reader) {
    return sql.update(REMOVE, comment, reader.mark()) == 1;
  }

  /** The new number; nothing where the comment is no more published. */
  Optional<Integer> count(UUID comment, int delta) {
    return sql.first(COUNT, row -> row.getInt(1), delta, comment);
  }

  Optional<Integer> likes(UUID comment) {
    return sql.first(LIKES, row -> row.getInt(1), comment);
  }

  void forgetBefore(LocalDate day) {
    sql.update(FORGET, day);
  }
}
