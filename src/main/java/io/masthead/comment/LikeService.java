package io.masthead.comment;

import io.masthead.edition.Editions;
import io.masthead.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Likes of comments, once a visitor and day: to like twice is to like once. */
@ApplicationScoped
public class LikeService {

  @Inject LikeRepository likes;
  @Inject ThreadService threads;
  @Inject Editions editions;
  @Inject ReaderMarks readers;

  @Transactional
  LikeReceipt like(UUID id, ReaderMark reader) {
    CommentRow comment = threads.shown(id);
    return new LikeReceipt(true, now(comment, likes.add(id, reader) ? 1 : 0));
  }

  @Transactional
  LikeReceipt unlike(UUID id, ReaderMark reader) {
    CommentRow comment = threads.shown(id);
    return new LikeReceipt(false, now(comment, likes.remove(id, reader) ? -1 : 0));
  }

  /** The number after the change, which shows in the lists of the article. */
  private int now(CommentRow comment, int delta) {
    if (delta == 0) {
      return likes.likes(comment.id()).orElseThrow(ProblemException::notFound);
    }
    int now = likes.count(comment.id(), delta).orElseThrow(ProblemException::notFound);
    editions.addComments(comment.articleId(), 0);
    return now;
  }

  /** Drops what no visitor can be recognised by any more; the numbers stay. */
  @Transactional
  void forget() {
    likes.forgetBefore(readers.oldest());
  }
}
