package io.masthead.comment;

import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** A comment and its life: each move is a verb that refuses what the state does not allow. */
@Entity
@Table(name = "comment")
class Comment {

  /** The moderators' moves, as refusals name them. */
  enum Move {
    APPROVE,
    REJECT,
    SPAM,
    REMOVE,
    RESTORE
  }

  static final String BY_MODERATOR = "moderator";
  static final String BY_WRITER = "withdrawn";
  static final String EDITED = "edited";
  static final String REPORTED = "reported";
  static final String SHADOW_BANNED = "shadow_banned";

  /** The name of a person who is gone. */
  static final String NAMELESS = "deleted";

  /** A slip of the pen that is mended this soon is no edit that readers need to be told of. */
  private static final Duration UNSEEN = Duration.ofSeconds(60);

  private static final int ID = 16;

  @Id UUID id;
  int version;

  @Column(name = "article_id")
  UUID articleId;

  @Column(name = "parent_id")
  UUID parentId;

  @Column(name = "in_reply_to")
  UUID inReplyTo;

  byte[] path;
  int depth;

  @Column(name = "author_kind")
  String authorKind;

  // A person who is erased meanwhile does not come back with a change that is made of it.
  @Column(name = "author_name", updatable = false)
  String authorName;

  @Column(name = "author_url", updatable = false)
  String authorUrl;

  @Column(name = "author_email", updatable = false)
  String authorEmail;

  String body;
  String html;
  byte[] wording;

  @Column(updatable = false)
  byte[] guest;

  @Column(updatable = false)
  byte[] visitor;

  @Column(name = "email_hash", updatable = false)
  byte[] emailHash;

  String state;
  String shadow;
  String reasons;
  String reports = "";
  boolean reviewed;

  @Column(name = "spam_score")
  Integer spamScore;

  String taught;
  boolean withdrawn;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "edited_at")
  Instant editedAt;

  @Column(name = "edit_token_hash", updatable = false)
  byte[] editTokenHash;

  @Column(name = "editable_until")
  Instant editableUntil;

  // Moved by statements of their own.
  @Column(name = "reply_count", updatable = false)
  int replyCount;

  @Column(name = "descendant_count", updatable = false)
  int descendantCount;

  @Column(updatable = false)
  int likes;

  CommentState state() {
    return CommentState.valueOf(state.toUpperCase(Locale.ROOT));
  }

  AuthorKind authorKind() {
    return AuthorKind.valueOf(authorKind.toUpperCase(Locale.ROOT));
  }

  /** What its writer is to take for its state. */
  CommentState stateForWriter() {
    if (shadow != null) {
      return CommentState.valueOf(shadow.toUpperCase(Locale.ROOT));
    }
    return isRefusedByRules() ? CommentState.PENDING : state();
  }

  boolean isPublished() {
    return state() == CommentState.PUBLISHED;
  }

  boolean isVisible() {
    return isPublished() || descendantCount > 0;
  }

  /** Its writer has it in hand as long as it waits, or seems to, or is shown. */
  boolean isWriters() {
    return stateForWriter() == CommentState.PENDING || stateForWriter() == CommentState.PUBLISHED;
  }

  private boolean isRefusedByRules() {
    return (state() == CommentState.REJECTED || state() == CommentState.SPAM)
        && !reasons().contains(BY_MODERATOR);
  }

  List<String> reasons() {
    return codes(reasons);
  }

  /** At the top of an article's comments. */
  void placeOnTop() {
    parentId = null;
    inReplyTo = null;
    depth = 0;
    path = octets(id);
  }

  /** Under the comment that it answers, or, where that stands too deep, beside it. */
  void placeUnder(Place answered, int maxDepth) {
    depth = Math.min(answered.depth() + 1, maxDepth);
    if (depth == 0) {
      placeOnTop();
      inReplyTo = answered.id();
      return;
    }
    byte[] above = java.util.Arrays.copyOf(answered.path(), depth * ID);
    parentId = last(above);
    inReplyTo = parentId.equals(answered.id()) ? null : answered.id();
    path = ByteBuffer.allocate(above.length + ID).put(above).put(octets(id)).array();
  }

  /** The comment that it answers, which stands above it unless that is too deep; null on top. */
  UUID answered() {
    return inReplyTo == null ? parentId : inReplyTo;
  }

  /** The comments that count it among what is below them. */
  List<UUID> counting() {
    List<UUID> ids = ancestors();
    if (inReplyTo != null) {
      ids.add(inReplyTo);
    }
    return ids;
  }

  /** The comments above it, from the top of the thread. */
  List<UUID> ancestors() {
    List<UUID> ids = new ArrayList<>();
    ByteBuffer octets = ByteBuffer.wrap(path, 0, depth * ID);
    while (octets.hasRemaining()) {
      ids.add(new UUID(octets.getLong(), octets.getLong()));
    }
    return ids;
  }

  /** Its first state, by the rules. */
  void submit(Verdict verdict) {
    version = 1;
    become(verdict.outcome().state(), verdict.reasons());
  }

  /** Away from everybody but its writer, who is not to notice. */
  void hideInShadow() {
    String shown = stateForWriter().name().toLowerCase(Locale.ROOT);
    become(CommentState.REJECTED, List.of(SHADOW_BANNED));
    shadow = shown;
  }

  /** Shown, and vouched for by a person. */
  void approve() {
    allow(Move.APPROVE);
    become(CommentState.PUBLISHED, List.of(BY_MODERATOR));
    reports = ReportCounts.NONE.stored();
    reviewed = true;
    version++;
  }

  void reject() {
    allow(Move.REJECT);
    become(CommentState.REJECTED, List.of(BY_MODERATOR));
    version++;
  }

  void markSpam() {
    allow(Move.SPAM);
    become(CommentState.SPAM, List.of(BY_MODERATOR));
    version++;
  }

  void remove() {
    allow(Move.REMOVE);
    become(CommentState.REMOVED, List.of(BY_MODERATOR));
    version++;
  }

  /** Back to what it was: shown where it was removed, waiting where it was refused. */
  void restore() {
    allow(Move.RESTORE);
    boolean wasShown = state() == CommentState.REMOVED;
    become(wasShown ? CommentState.PUBLISHED : CommentState.PENDING, List.of(BY_MODERATOR));
    reviewed = wasShown;
    version++;
  }

  /** Taken back by its writer, for good. */
  void withdraw() {
    become(CommentState.REMOVED, List.of(BY_WRITER));
    withdrawn = true;
    version++;
  }

  /**
   * New words by its writer: what was waiting goes on waiting, for all the reasons there are now;
   * what was shown may have to, and either may be refused, which no edit undoes.
   */
  void edit(String text, CommentHtml.Rendered rendered, Verdict verdict, Instant now) {
    body = text;
    html = rendered.html();
    wording = Wording.hash(text);
    reviewed = false;
    taught = null;
    if (now.isAfter(createdAt.plus(UNSEEN))) {
      editedAt = now;
    }
    if (!verdict.isShown() && !isRefusedByRules()) {
      Set<String> why = new LinkedHashSet<>(isPublished() ? List.of() : reasons());
      why.addAll(verdict.reasons());
      become(verdict.outcome().state(), List.copyOf(why));
    }
    version++;
  }

  ReportCounts reports() {
    return ReportCounts.of(reports);
  }

  /**
   * One more reader reports it. At so many it waits for a moderator, unless a person has approved
   * it; with 0 it never does.
   */
  void report(ReportReason reason, int most) {
    ReportCounts counts = reports().and(reason);
    reports = counts.stored();
    if (most > 0 && counts.total() >= most && isPublished() && !reviewed) {
      become(CommentState.PENDING, List.of(REPORTED));
      version++;
    }
  }

  /** New words by a moderator; it stands where it stood. */
  void rewrite(String text, CommentHtml.Rendered rendered, Instant now) {
    body = text;
    html = rendered.html();
    wording = Wording.hash(text);
    editedAt = now;
    taught = null;
    version++;
  }

  /** What a ban does to what is there already: gone where it was shown, spam where it waits. */
  void sweep() {
    if (isPublished()) {
      remove();
    } else {
      markSpam();
    }
  }

  /** What it would be with other words, to be judged; it is nobody's and is never stored. */
  Comment reworded(String text, CommentHtml.Rendered rendered) {
    Comment other = new Comment();
    other.id = id;
    other.articleId = articleId;
    other.authorKind = authorKind;
    other.authorName = authorName;
    other.authorUrl = authorUrl;
    other.guest = guest;
    other.body = text;
    other.html = rendered.html();
    other.wording = Wording.hash(text);
    return other;
  }

  Set<Move> allowed() {
    if (withdrawn) {
      return EnumSet.noneOf(Move.class);
    }
    return switch (state()) {
      case PENDING -> EnumSet.of(Move.APPROVE, Move.REJECT, Move.SPAM);
      case PUBLISHED -> EnumSet.of(Move.APPROVE, Move.REMOVE);
      case REJECTED, SPAM -> EnumSet.of(Move.APPROVE, Move.RESTORE);
      case REMOVED -> EnumSet.of(Move.RESTORE);
    };
  }

  private void allow(Move move) {
    Set<Move> allowed = allowed();
    if (!allowed.contains(move)) {
      throw new ProblemException(
          ProblemType.ILLEGAL_TRANSITION,
          "From %s%s it cannot %s; allowed: %s."
              .formatted(
                  state,
                  withdrawn ? " by its writer" : "",
                  move.name().toLowerCase(Locale.ROOT),
                  allowed.isEmpty() ? "nothing" : allowed.toString().toLowerCase(Locale.ROOT)));
    }
  }

  private void become(CommentState next, List<String> why) {
    state = next.name().toLowerCase(Locale.ROOT);
    reasons = String.join(" ", why);
    shadow = null;
  }

  static List<String> codes(String stored) {
    return stored.isEmpty() ? List.of() : List.of(stored.split(" "));
  }

  private static byte[] octets(UUID id) {
    return ByteBuffer.allocate(ID)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static UUID last(byte[] path) {
    ByteBuffer octets = ByteBuffer.wrap(path, path.length - ID, ID);
    return new UUID(octets.getLong(), octets.getLong());
  }
}
