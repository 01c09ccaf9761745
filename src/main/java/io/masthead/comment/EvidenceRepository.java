package io.masthead.comment;

import io.masthead.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Every SQL on what speaks for or against a comment. */
@ApplicationScoped
class EvidenceRepository {

  private static final String LOCK = "select 1 from pg_advisory_xact_lock(?)";

  /** Each mark by itself: of any of several, the planner may look through all that was written. */
  static final String NTH_LAST =
      """
      select min(created_at) from (
        select of_one.created_at from unnest(?::bytea[]) as given (mark)
        cross join lateral (
          select created_at from comment where visitor = given.mark and created_at > ?
          order by created_at desc limit ?) of_one
        order by of_one.created_at desc limit ?) last
      having count(*) = ?
      """;

  static final String SINCE =
      """
      select count(*) from (
        select from comment
        where article_id = ? and created_at > ? and author_kind = 'guest' limit ?) last
      """;

  static final String NEARLY_SAID =
      """
      select 1 from comment_shape s join comment c on c.id = s.comment_id
      where s.band = any (?::int[]) and s.at > ? and s.comment_id <> ?
        and bit_count((s.shape # ?)::bit(64)) <= ? and not c.withdrawn
      limit 1
      """;

  private static final String FORGET_SHAPE = "delete from comment_shape where comment_id = ?";

  private static final String KEEP_SHAPE =
      """
      insert into comment_shape (band, comment_id, shape, at)
      select band, ?, ?, ? from unnest(?::int[]) as given (band)
      """;

  private static final String FORGET_SHAPES = "delete from comment_shape where at < ?";

  static final String WORDS =
      "select word, good, spam from comment_word where word = any (?::text[])";

  private static final String ADD_WORDS =
      """
      insert into comment_word (word, good, spam)
      select word, 0, 0 from unnest(?::text[]) as given (word) on conflict do nothing
      """;

  private static final String TEACH =
      """
      update comment_word w
      set good = greatest(w.good + given.good, 0), spam = greatest(w.spam + given.spam, 0)
      from unnest(?::text[], ?::bigint[], ?::bigint[]) as given (word, good, spam)
      where w.word = given.word
      """;

  /** Of no other lock of this kind. */
  private static final long LESSONS = 0x6d68_636f_6d6d_656eL;

  /** In how many comments of both kinds a word stands. */
  record Word(String word, long good, long spam) {}

  @Inject Sql sql;

  /** Lets a visitor's comments be judged one after the other. */
  void lockVisitor(Sql.Together asked, byte[] mark) {
    asked.first(LOCK, row -> 1, ByteBuffer.wrap(mark).getLong());
  }

  /** When the first of the last so many comments was written, if there were as many since then. */
  Supplier<Optional<Instant>> hasWritten(
      Sql.Together asked, List<byte[]> marks, Instant since, int times) {
    return asked.first(NTH_LAST, row -> Sql.instant(row, "min"), marks, since, times, times, times);
  }

  /** How many guests' comments an article got since then, counted no further than the limit. */
  Supplier<Optional<Integer>> countSince(
      Sql.Together asked, UUID article, Instant since, int limit) {
    return asked.first(SINCE, row -> row.getInt(1), article, since, limit);
  }

  /** A row where another comment said nearly this since then. */
  Supplier<Optional<Integer>> nearlySaid(
      Sql.Together asked, Shape shape, UUID otherThan, Instant since) {
    return asked.first(
        NEARLY_SAID, row -> 1, shape.bands(), since, otherThan, shape.bits(), Shape.NEAR);
  }

  void keepShape(Sql.Together writes, UUID comment, Shape shape, Instant now) {
    writes.update(KEEP_SHAPE, comment, shape.bits(), now, shape.bands());
  }

  void forgetShape(Sql.Together writes, UUID comment) {
    writes.update(FORGET_SHAPE, comment);
  }

  void forgetShapes(Instant before) {
    sql.update(FORGET_SHAPES, before);
  }

  Supplier<List<Word>> words(Sql.Together asked, Collection<String> words) {
    return asked.list(
        WORDS,
        row -> new Word(row.getString("word"), row.getLong("good"), row.getLong("spam")),
        words);
  }

  /**
   * Adds to the words' counts. The last lock that a transaction takes, since it holds all teachers
   * off.
   */
  void teach(List<Word> changes) {
    sql.first(LOCK, row -> 1, LESSONS);
    List<String> words = changes.stream().map(Word::word).toList();
    sql.update(ADD_WORDS, words);
    sql.update(
        TEACH,
        words,
        changes.stream().map(Word::good).toList(),
        changes.stream().map(Word::spam).toList());
  }
}
