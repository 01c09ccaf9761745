package io.masthead.comment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.database.Sql;
import io.masthead.edition.Editions;
import io.masthead.edition.PublishedArticle;
import io.masthead.http.Fault;
import io.masthead.http.Faults;
import io.masthead.http.JsonBinder;
import io.masthead.http.MergePatch;
import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
import io.masthead.text.Text;
import io.masthead.time.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What writers do with comments. The same words on one article within a day are a duplicate where
 * the same guest wrote them or they stand under the same name; two readers may well say «Thank
 * you», a retry without an idempotency key is caught.
 */
@ApplicationScoped
public class CommentService {

  private static final Duration DUPLICATE = Duration.ofHours(24);

  @Inject CommentRepository comments;
  @Inject Signing signing;
  @Inject CommentPolicyService policies;
  @Inject CommentJudge judge;
  @Inject VisitorRate rate;
  @Inject EvidenceRepository evidence;
  @Inject SpamFilter spam;
  @Inject FormTokens forms;
  @Inject CommentConfig config;
  @Inject BanService bans;
  @Inject EmailHashes emails;
  @Inject Editions editions;
  @Inject Event<Judged> judged;
  @Inject Sql sql;
  @Inject JsonBinder binder;
  @Inject ObjectMapper json;
  @Inject Clock clock;

  /** Posts a comment; the newsroom's own, recognised by its key, are shown at once. */
  @Transactional
  PostedComment post(String ref, String lang, CommentRequest request, Writer writer) {
    return post(ref, lang, request, writer, CommentJudge.Sent.of(request), clock.instant());
  }

  /** What a form for a comment on an article needs, while it takes some. */
  @Transactional
  CommentForm form(String ref, String lang) {
    Instant now = clock.instant();
    PublishedArticle article = editions.find(ref, lang);
    refuseClosed(article, now);
    CommentPolicy policy = policies.of(article);
    return new CommentForm(
        forms.issue(article.id(), now),
        policy.formToken(),
        CommentRequest.DECOY,
        policy.minLength(),
        policy.maxLength(),
        policy.maxLinks(),
        policy.moderation(),
        article.commentsCloseAt());
  }

  /** What would become of a guest's comment; nothing is stored. */
  @Transactional
  CommentTrial attempt(CommentTrialRequest request) {
    Instant now = clock.instant();
    PublishedArticle article =
        request.article() == null ? null : editions.find(request.article(), null);
    CommentPolicy policy = article == null ? policies.ofSite() : policies.of(article);
    String text = Text.prose(request.body());
    CommentHtml.Rendered rendered = CommentHtml.of(text);
    Comment comment = new Comment();
    comment.id = Ids.next();
    comment.guest =
        request.guestToken() == null ? new byte[0] : new Token(request.guestToken()).hash();
    write(
        comment,
        signing.sign(comment.articleId, request.author(), Optional.empty()),
        text,
        rendered);
    comment.articleId = article == null ? null : article.id();
    Sql.Together asked = sql.together();
    Supplier<Optional<UUID>> saidBefore =
        article == null
            ? Optional::empty
            : comments.saidBefore(asked, comment, now.minus(DUPLICATE));
    Supplier<Verdict> found =
        judge.judge(
            asked, article, policy, comment, rendered.links(), CommentJudge.Sent.NOTHING, now);
    asked.run();
    List<String> refusals = new ArrayList<>();
    if (article != null && !isOpen(article, now)) {
      refusals.add("comments_closed");
    }
    Faults faults = new Faults();
    judge.checkLength(text, policy, faults);
    judge.checkName(comment.authorName, faults);
    refusals.addAll(faults.codes());
    saidBefore.get().ifPresent(first -> refusals.add("duplicate"));
    Verdict verdict = found.get();
    return refusals.isEmpty()
        ? new CommentTrial(
            CommentTrial.Verdict.valueOf(verdict.outcome().name()),
            verdict.reasons(),
            comment.spamScore)
        : new CommentTrial(CommentTrial.Verdict.REFUSE, refusals, comment.spamScore);
  }

  /** Adds a guest's comment from a document as delivery takes it, as of then; gives its id. */
  @Transactional
  public UUID add(UUID article, ObjectNode comment, Instant then) {
    CommentRequest request = binder.convert(comment, CommentRequest.class);
    return post(article.toString(), null, request, Writer.UNSEEN, CommentJudge.Sent.NOTHING, then)
        .comment()
        .id();
  }

  private PostedComment post(
      String ref,
      String lang,
      CommentRequest request,
      Writer writer,
      CommentJudge.Sent sent,
      Instant now) {
    PublishedArticle article = editions.find(ref, lang);
    refuseClosed(article, now);
    Signature signature = signing.sign(article.id(), request.author(), writer.caller());
    CommentPolicy policy = policies.of(article);
    String text = Text.prose(request.body());
    refuseFaults(signature.name(), text, policy, writer);
    Token editToken = Token.random();
    Optional<Token> given = Optional.ofNullable(request.guestToken()).map(Token::new);
    Token guest = given.orElseGet(Token::random);
    CommentHtml.Rendered rendered = CommentHtml.of(text);

    Comment comment = new Comment();
    comment.id = Ids.next();
    comment.articleId = article.id();
    write(comment, signature, text, rendered);
    comment.guest = guest.hash();
    comment.visitor = writer.isReader() ? writer.mark() : null;
    comment.emailHash = emails.of(comment.authorEmail);
    comment.createdAt = now;
    comment.editTokenHash = editToken.hash();
    comment.editableUntil = now.plus(Duration.ofMinutes(config.editWindow()));

    Sql.Together asked = sql.together();
    Runnable refuseTooOften = rate.check(asked, writer, policy, now);
    comments.lockWording(asked, comment.articleId, comment.wording);
    Runnable refuseSaidBefore = saidBefore(asked, comment, now);
    BooleanSupplier inShadow =
        writer.isReader() ? bans.isInShadow(asked, comment, now) : () -> false;
    Supplier<Optional<Place>> answered =
        request.parentId() == null
            ? Optional::empty
            : comments.place(asked, request.parentId(), comment.guest);
    Supplier<Optional<Integer>> known =
        given.isEmpty() ? Optional::empty : comments.knows(asked, comment.guest);
    Supplier<Verdict> verdict =
        judge.judge(asked, article, policy, comment, rendered.links(), sent, now);
    asked.run();

    refuseTooOften.run();
    refuseSaidBefore.run();
    boolean hidden = inShadow.getAsBoolean();
    place(comment, request.parentId(), answered.get());
    if (given.isPresent() && known.get().isEmpty()) {
      // A guest is recognised by a token that we gave, never by one they thought up.
      guest = Token.random();
      comment.guest = guest.hash();
    }
    Verdict found = verdict.get();
    comment.submit(found);
    if (hidden) {
      comment.hideInShadow();
    }
    judged.fire(new Judged(found.outcome(), hidden));
    Sql.Together writes = sql.together();
    comments.add(writes, comment);
    judge.remember(writes, comment, now);
    writes.run();
    if (comment.isPublished()) {
      count(comment, 1);
    }
    return new PostedComment(
        CommentDetail.toWriter(comment), editToken.secret(), guest.secret(), comment.editableUntil);
  }

  private static void write(
      Comment comment, Signature signature, String text, CommentHtml.Rendered rendered) {
    comment.authorKind = signature.kind().name().toLowerCase(Locale.ROOT);
    comment.authorName = signature.name();
    comment.authorEmail = signature.email();
    comment.authorUrl = signature.url();
    comment.body = text;
    comment.html = rendered.html();
    comment.wording = Wording.hash(text);
  }

  /** Its writer changes it; the rules judge the new words as they would a new comment's. */
  @Transactional
  CommentDetail edit(UUID id, String authorization, MergePatch patch) {
    Instant now = clock.instant();
    Comment seen = comments.findByIdOptional(id).orElseThrow(ProblemException::notFound);
    authorize(seen, authorization, now);
    ObjectNode writable = json.createObjectNode().put("body", seen.body);
    String text = Text.prose(binder.merge(patch, writable, CommentEditRequest.class).body());
    CommentHtml.Rendered rendered = CommentHtml.of(text);
    Sql.Together held = sql.together();
    comments.lockWording(held, seen.articleId, Wording.hash(text));
    held.run();
    Comment comment = locked(id);
    PublishedArticle article = authorize(comment, authorization, now);
    refuseClosed(article, now);
    if (text.equals(comment.body)) {
      return CommentDetail.toWriter(comment);
    }
    CommentPolicy policy = policies.of(article);
    Faults faults = new Faults();
    judge.checkLength(text, policy, faults);
    faults.raise();
    CommentState from = comment.state();
    String before = comment.body;
    String htmlBefore = comment.html;
    String lesson = comment.taught;
    Comment draft = comment.reworded(text, rendered);
    Sql.Together asked = sql.together();
    BooleanSupplier inShadow =
        comment.authorKind() == AuthorKind.GUEST
            ? bans.isInShadow(asked, comment, now)
            : () -> false;
    Runnable refuseSaidBefore = saidBefore(asked, draft, now);
    Supplier<Verdict> verdict =
        judge.judge(
            asked, article, policy, draft, rendered.links(), CommentJudge.Sent.NOTHING, now);
    asked.run();
    boolean hidden = inShadow.getAsBoolean();
    refuseSaidBefore.run();
    comment.edit(text, rendered, verdict.get(), now);
    comment.spamScore = draft.spamScore;
    Sql.Together writes = sql.together();
    judge.rememberAnew(writes, comment, now);
    writes.run();
    List<String> reasons = new ArrayList<>(List.of(Comment.EDITED));
    if (hidden && comment.shadow == null) {
      comment.hideInShadow();
    }
    if (from != comment.state()) {
      reasons.addAll(comment.reasons());
    }
    if (from == CommentState.PUBLISHED && !comment.isPublished()) {
      count(comment, -1);
    } else if (comment.isPublished()) {
      editions.addComments(comment.articleId, 0);
    }
    comments.enter(comment, from, "writer", null, reasons, null, before, now);
    comments.flush();
    spam.unlearn(htmlBefore, lesson);
    return CommentDetail.toWriter(comment);
  }

  /** Its writer takes it back: gone, or a tombstone where it has replies. */
  @Transactional
  void withdraw(UUID id, String authorization) {
    Instant now = clock.instant();
    Comment comment = locked(id);
    authorize(comment, authorization, now);
    CommentState from = comment.state();
    comment.withdraw();
    if (from == CommentState.PUBLISHED) {
      count(comment, -1);
    }
    comments.enter(comment, from, "writer", null, comment.reasons(), null, null, now);
  }

  private Comment locked(UUID id) {
    comments.lockThread(id);
    Comment comment = comments.findByIdOptional(id).orElseThrow(ProblemException::notFound);
    comments.getEntityManager().refresh(comment);
    return comment;
  }

  private void count(Comment comment, int delta) {
    comments.countAbove(comment, delta);
    editions.addComments(comment.articleId, delta);
  }

  /**
   * @param parent the id that was asked for, or null
   * @param answered the comment of that id, if there is one
   */
  private void place(Comment comment, UUID parent, Optional<Place> answered) {
    if (parent == null) {
      comment.placeOnTop();
      return;
    }
    comment.placeUnder(
        answered
            .filter(place -> place.articleId().equals(comment.articleId) && place.published())
            .orElseThrow(
                () ->
                    ProblemException.validation(
                        Fault.at(
                            "/parentId", "not_found", "there is no such comment on this article"))),
        config.maxDepth());
  }

  /** What is wrong with a comment by itself, told at once. */
  private void refuseFaults(String name, String text, CommentPolicy policy, Writer writer) {
    Faults faults = new Faults();
    judge.checkLength(text, policy, faults);
    if (writer.isReader()) {
      judge.checkName(name, faults);
    }
    faults.raise();
  }

  /** Asks while nobody else can say it, since the wording is locked; what is given refuses. */
  private Runnable saidBefore(Sql.Together asked, Comment comment, Instant now) {
    Supplier<Optional<UUID>> first = comments.saidBefore(asked, comment, now.minus(DUPLICATE));
    return () ->
        first
            .get()
            .ifPresent(
                id -> {
                  throw ProblemException.conflict(
                      ProblemType.DUPLICATE_COMMENT,
                      "The same was said here within the last 24 hours.",
                      id);
                });
  }

  private static void refuseClosed(PublishedArticle article, Instant now) {
    if (!isOpen(article, now)) {
      throw new ProblemException(
          ProblemType.COMMENTS_CLOSED, "The article takes no comments any more.");
    }
  }

  private static boolean isOpen(PublishedArticle article, Instant now) {
    return article.commentMode().equals("open")
        && (article.commentsCloseAt() == null || now.isBefore(article.commentsCloseAt()));
  }

  /** To whoever does not hold the token, what readers do not see is not there. */
  private PublishedArticle authorize(Comment comment, String authorization, Instant now) {
    PublishedArticle article = editions.find(comment.articleId.toString(), null);
    Optional<Token> token = token(authorization);
    boolean holds = token.filter(t -> t.hasHash(comment.editTokenHash)).isPresent();
    boolean seen = comment.isVisible() && !article.hasCommentsOff();
    if (!comment.isWriters() || !holds && !seen) {
      throw ProblemException.notFound();
    }
    if (token.isEmpty()) {
      throw new ProblemException(
              ProblemType.UNAUTHORIZED, "Send Authorization: Comment with the comment's editToken.")
          .with("WWW-Authenticate", "Comment realm=\"masthead\"");
    }
    if (!holds) {
      throw new ProblemException(ProblemType.FORBIDDEN, "The editToken is not this comment's.");
    }
    if (now.isAfter(comment.editableUntil)) {
      throw new ProblemException(
          ProblemType.FORBIDDEN, "The time in which its writer may change it is over.");
    }
    return article;
  }

  private static Optional<Token> token(String authorization) {
    int scheme = Token.COMMENT.length();
    return authorization != null && authorization.regionMatches(true, 0, Token.COMMENT, 0, scheme)
        ? Optional.of(new Token(authorization.substring(scheme).strip()))
        : Optional.empty();
  }
}
