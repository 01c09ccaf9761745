package io.masthead.comment;

import io.masthead.access.Actor;
import io.masthead.access.Audit;
import io.masthead.access.Caller;
import io.masthead.edition.Editions;
import io.masthead.http.Fault;
import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A person's right to their comments: to have all that is stored of them, or to be gone from them.
 * What was said stays where it stands, and so do replies to it; name, address, page and every hash
 * go. Each comment's trail tells that it was done and by whom. Done again it finds nothing.
 */
@ApplicationScoped
public class ErasureService {

  static final int MOST_EXPORTED = 500;

  private static final String EXPORTED = "exported";
  private static final String ANONYMISED = "anonymised";
  private static final UUID FIRST = new UUID(0, 0);

  @Inject ErasureRepository erasures;
  @Inject BulkRepository bulk;
  @Inject CommentRepository comments;
  @Inject EmailHashes emails;
  @Inject Editions editions;
  @Inject Audit audit;
  @Inject Clock clock;

  /** Who does it: a moderator, or the writer where there is no key. */
  private record Doer(String name, Caller key) {

    boolean isWriter() {
      return key == null;
    }
  }

  @Transactional
  ErasureResult erase(ErasureRequest request, Caller caller) {
    if ((request.email() == null) == (request.comment() == null)) {
      throw ProblemException.validation(
          Fault.at("/email", "required", "either email or comment is wanted"));
    }
    Optional<Person> person =
        request.email() != null
            ? Optional.of(new Person(false, emails.of(request.email())))
            : guestOf(request.comment());
    return act(person, request.action(), request.after(), new Doer(caller.name(), caller));
  }

  /**
   * A guest's own, by the editToken of any of their comments or by their guestToken, however old. A
   * token that is nobody's finds nothing.
   *
   * @throws ProblemException 401 where there is none
   */
  @Transactional
  ErasureResult erase(OwnErasureRequest request, String authorization) {
    Optional<byte[]> ofGuest = Token.guest(authorization);
    Optional<byte[]> ofComment = Token.in(authorization, Token.COMMENT).map(Token::hash);
    if (ofGuest.isEmpty() && ofComment.isEmpty()) {
      throw new ProblemException(
              ProblemType.UNAUTHORIZED,
              "Send Authorization: Guest with a guestToken, or Comment with an editToken.")
          .with("WWW-Authenticate", "Guest realm=\"masthead\", Comment realm=\"masthead\"");
    }
    Optional<Person> person =
        ofGuest.or(() -> ofComment.flatMap(erasures::guestOf)).map(h -> new Person(true, h));
    return act(person, request.action(), request.after(), new Doer("writer", null));
  }

  private Optional<Person> guestOf(UUID id) {
    Comment comment =
        comments
            .findByIdOptional(id)
            .orElseThrow(
                () ->
                    ProblemException.validation(
                        Fault.at("/comment", "not_found", "there is no such comment")));
    if (comment.authorKind() != AuthorKind.GUEST) {
      throw ProblemException.validation(
          Fault.at("/comment", "not_allowed", "it is the newsroom's own"));
    }
    return Optional.ofNullable(comment.guest).map(guest -> new Person(true, guest));
  }

  private ErasureResult act(Optional<Person> person, ErasureAction action, UUID after, Doer doer) {
    return switch (action) {
      case EXPORT ->
          person.map(p -> export(p, after, doer)).orElse(new ErasureResult(0, List.of(), null));
      case ANONYMISE ->
          new ErasureResult(person.map(p -> anonymise(p, doer)).orElse(0), null, null);
    };
  }

  private ErasureResult export(Person person, UUID after, Doer doer) {
    List<Comment> found = erasures.after(person, after == null ? FIRST : after, MOST_EXPORTED);
    boolean more = found.size() > MOST_EXPORTED;
    List<Comment> shown = more ? found.subList(0, MOST_EXPORTED) : found;
    List<UUID> ids = shown.stream().map(c -> c.id).toList();
    if (ids.isEmpty()) {
      return new ErasureResult(0, List.of(), null);
    }
    Map<UUID, List<StoredComment.Earlier>> earlier = erasures.earlier(ids);
    enter(ids, doer, EXPORTED);
    return new ErasureResult(
        ids.size(),
        shown.stream()
            .map(c -> stored(c, earlier.getOrDefault(c.id, List.of()), doer.isWriter()))
            .toList(),
        more ? ids.get(ids.size() - 1) : null);
  }

  /** Into the trails and the audit list, which are not told what it was. */
  private void enter(List<UUID> ids, Doer doer, String done) {
    erasures.enter(ids, doer.name(), doer.key(), done, clock.instant());
    audit.changed(
        doer.key() == null ? Actor.named(doer.name()) : Actor.of(doer.key()),
        ModerationService.AUDITED,
        done,
        ids.stream().map(id -> new Audit.Item(id, null, null)).toList());
  }

  private static StoredComment stored(
      Comment comment, List<StoredComment.Earlier> earlier, boolean toWriter) {
    Map<String, byte[]> kept = new LinkedHashMap<>();
    kept.put("guest_token", comment.guest);
    kept.put("edit_token", comment.editTokenHash);
    kept.put("email", comment.emailHash);
    kept.put("network", comment.visitor);
    List<String> hashes = new ArrayList<>();
    kept.forEach(
        (name, hash) -> {
          if (hash != null) {
            hashes.add(name);
          }
        });
    return new StoredComment(
        comment.id,
        comment.articleId,
        comment.parentId,
        new ManagedComment.Author(
            comment.authorName, comment.authorKind(), comment.authorEmail, comment.authorUrl),
        new CommentDetail.Body(comment.body, comment.html),
        toWriter ? comment.stateForWriter() : comment.state(),
        comment.createdAt,
        comment.editedAt,
        comment.likes,
        earlier,
        hashes);
  }

  private int anonymise(Person person, Doer doer) {
    List<UUID> ids = erasures.ids(person);
    if (ids.isEmpty()) {
      return 0;
    }
    bulk.lockThreads(ids);
    erasures.anonymise(ids);
    enter(ids, doer, ANONYMISED);
    editions.addComments(
        erasures.articlesShowing(ids).stream()
            .collect(Collectors.toMap(Function.identity(), article -> 0)));
    return ids.size();
  }
}
