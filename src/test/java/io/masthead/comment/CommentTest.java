package io.masthead.comment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.comment.Comment.Move;
import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
import io.masthead.time.Ids;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommentTest {

  private static final Map<Move, Consumer<Comment>> VERBS =
      Map.of(
          Move.APPROVE, Comment::approve,
          Move.REJECT, Comment::reject,
          Move.SPAM, Comment::markSpam,
          Move.REMOVE, Comment::remove,
          Move.RESTORE, Comment::restore);

  private static final Map<CommentState, Map<Move, CommentState>> MOVES =
      Map.of(
          CommentState.PENDING,
          Map.of(
              Move.APPROVE, CommentState.PUBLISHED,
              Move.REJECT, CommentState.REJECTED,
              Move.SPAM, CommentState.SPAM),
          CommentState.PUBLISHED,
          Map.of(Move.APPROVE, CommentState.PUBLISHED, Move.REMOVE, CommentState.REMOVED),
          CommentState.REJECTED,
          Map.of(Move.APPROVE, CommentState.PUBLISHED, Move.RESTORE, CommentState.PENDING),
          CommentState.SPAM,
          Map.of(Move.APPROVE, CommentState.PUBLISHED, Move.RESTORE, CommentState.PENDING),
          CommentState.REMOVED,
          Map.of(Move.RESTORE, CommentState.PUBLISHED));

  @ParameterizedTest
  @EnumSource
  void moves_only_as_the_states_allow(CommentState from) {
    for (Move move : Move.values()) {
      Comment comment = in(from);
      CommentState to = MOVES.get(from).get(move);
      if (to == null) {
        ProblemException refusal =
            assertThrows(ProblemException.class, () -> VERBS.get(move).accept(comment));
        assertEquals(ProblemType.ILLEGAL_TRANSITION, refusal.type());
        assertTrue(refusal.getMessage().contains(comment.state), refusal.getMessage());
        assertEquals(from, comment.state());
        assertEquals(1, comment.version);
      } else {
        VERBS.get(move).accept(comment);
        assertEquals(to, comment.state());
        assertEquals(2, comment.version);
      }
      assertEquals(MOVES.get(from).keySet(), in(from).allowed());
    }
  }

  @Test
  void a_person_vouches_for_what_they_approve_and_show_again() {
    Comment comment = in(CommentState.PENDING);
    assertFalse(comment.reviewed);
    comment.approve();
    assertTrue(comment.reviewed);
    comment.remove();
    comment.restore();
    assertTrue(comment.reviewed);
  }

  @Test
  void enough_reports_take_back_what_nobody_approved() {
    Comment comment = in(CommentState.PUBLISHED);
    comment.report(ReportReason.SPAM, 3);
    comment.report(ReportReason.OFF_TOPIC, 3);
    assertEquals(CommentState.PUBLISHED, comment.state());
    assertEquals(1, comment.version);
    comment.report(ReportReason.SPAM, 3);
    assertEquals(CommentState.PENDING, comment.state());
    assertEquals(List.of("reported"), comment.reasons());
    assertEquals(2, comment.version);
    assertEquals(Map.of("spam", 2, "off_topic", 1), comment.reports().byReason());
    comment.approve();
    assertEquals(Map.of(), comment.reports().byReason());
    for (int i = 0; i < 5; i++) {
      comment.report(ReportReason.ABUSE, 3);
    }
    assertEquals(CommentState.PUBLISHED, comment.state());
    Comment other = in(CommentState.PUBLISHED);
    for (int i = 0; i < 5; i++) {
      other.report(ReportReason.ABUSE, 0);
    }
    assertEquals(CommentState.PUBLISHED, other.state());
  }

  @Test
  void what_its_writer_took_back_nobody_brings_back() {
    Comment comment = in(CommentState.PUBLISHED);
    comment.withdraw();
    assertEquals(CommentState.REMOVED, comment.state());
    assertEquals(Set.of(), comment.allowed());
    assertThrows(ProblemException.class, comment::restore);
  }

  @Test
  void an_edit_can_hide_but_never_show() {
    Verdict shown = Verdict.SHOWN;
    Verdict held = Verdict.held("too_many_links");
    Comment comment = in(CommentState.PUBLISHED);
    comment.approve();
    edit(comment, shown, 30);
    assertEquals(CommentState.PUBLISHED, comment.state());
    assertNull(comment.editedAt);
    assertFalse(comment.reviewed);
    edit(comment, held, 61);
    assertEquals(CommentState.PENDING, comment.state());
    assertEquals(List.of("too_many_links"), comment.reasons());
    assertEquals(Instant.EPOCH.plusSeconds(61), comment.editedAt);
    edit(comment, shown, 62);
    assertEquals(CommentState.PENDING, comment.state());
  }

  @Test
  void replies_nest_to_the_limit_and_hang_there() {
    Comment top = placed(null, 2);
    Comment reply = placed(top, 2);
    Comment second = placed(reply, 2);
    Comment third = placed(second, 2);
    Comment fourth = placed(third, 2);
    assertEquals(List.of(0, 1, 2, 2, 2), depths(top, reply, second, third, fourth));
    assertNull(top.parentId);
    assertEquals(top.id, reply.parentId);
    assertNull(reply.inReplyTo);
    assertEquals(reply.id, second.parentId);
    assertNull(second.inReplyTo);
    assertEquals(reply.id, third.parentId);
    assertEquals(second.id, third.inReplyTo);
    assertEquals(reply.id, fourth.parentId);
    assertEquals(third.id, fourth.inReplyTo);
    assertEquals(List.of(top.id, reply.id), fourth.ancestors());
    assertEquals(List.of(), top.ancestors());
    assertEquals(third.id, fourth.answered());
    assertEquals(reply.id, second.answered());
    assertEquals(List.of(top.id, reply.id, third.id), fourth.counting());
    assertEquals(List.of(top.id, reply.id), second.counting());
  }

  @Test
  void without_nesting_every_reply_stands_on_top() {
    Comment top = placed(null, 0);
    Comment reply = placed(top, 0);
    assertEquals(0, reply.depth);
    assertNull(reply.parentId);
    assertEquals(top.id, reply.inReplyTo);
  }

  @Test
  void a_limit_that_was_lowered_holds_for_what_comes() {
    Comment top = placed(null, 5);
    Comment reply = placed(top, 5);
    Comment second = placed(reply, 5);
    Comment third = placed(second, 1);
    assertEquals(1, third.depth);
    assertEquals(top.id, third.parentId);
    assertEquals(second.id, third.inReplyTo);
  }

  @Test
  void an_edit_of_what_waits_adds_its_reasons_and_can_end_it() {
    Comment comment = in(CommentState.PENDING);
    edit(comment, Verdict.held("too_many_links", "first_timer"), 30);
    assertEquals(CommentState.PENDING, comment.state());
    assertEquals(List.of("first_timer", "too_many_links"), comment.reasons());
    edit(comment, new Verdict(Outcome.REJECT, List.of("blocked_term")), 40);
    assertEquals(CommentState.REJECTED, comment.state());
    edit(comment, Verdict.held("first_timer"), 50);
    edit(comment, Verdict.SHOWN, 60);
    assertEquals(CommentState.REJECTED, comment.state());
    assertTrue(comment.isWriters());
    comment.restore();
    comment.reject();
    assertFalse(comment.isWriters());
  }

  private static List<Integer> depths(Comment... comments) {
    return java.util.Arrays.stream(comments).map(c -> c.depth).toList();
  }

  private static void edit(Comment comment, Verdict verdict, int seconds) {
    comment.edit(
        "new " + seconds,
        CommentHtml.of("new " + seconds),
        verdict,
        Instant.EPOCH.plusSeconds(seconds));
  }

  private static Comment placed(Comment answered, int maxDepth) {
    Comment comment = new Comment();
    comment.id = Ids.next();
    if (answered == null) {
      comment.placeOnTop();
    } else {
      comment.placeUnder(
          new Place(answered.id, UUID.randomUUID(), answered.path, answered.depth, true), maxDepth);
    }
    return comment;
  }

  private static Comment in(CommentState state) {
    Comment comment = new Comment();
    comment.createdAt = Instant.EPOCH;
    comment.submit(Verdict.held("first_timer"));
    switch (state) {
      case PENDING -> {}
      case PUBLISHED -> comment.approve();
      case REJECTED -> comment.reject();
      case SPAM -> comment.markSpam();
      case REMOVED -> {
        comment.approve();
        comment.remove();
      }
    }
    comment.version = 1;
    comment.reviewed = false;
    assertTrue(EnumSet.allOf(CommentState.class).contains(comment.state()));
    return comment;
  }
}
