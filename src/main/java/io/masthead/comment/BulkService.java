package io.masthead.comment;

import io.masthead.access.Actor;
import io.masthead.access.Audit;
import io.masthead.access.Caller;
import io.masthead.edition.Editions;
import io.masthead.http.Fault;
import io.masthead.http.IfMatch;
import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Decides many comments in one transaction and a fixed number of statements: their threads are held
 * in the order of their ids, so that two who decide the same ones wait for each other in line.
 */
@ApplicationScoped
public class BulkService {

  @Inject CommentRepository comments;
  @Inject BulkRepository bulk;
  @Inject SpamFilter spam;
  @Inject Editions editions;
  @Inject Audit audit;
  @Inject Clock clock;

  /**
   * @throws ProblemException 422 where a comment stands there twice; where all or nothing is wanted
   *     also 409, 412 or 422 naming those that cannot be decided
   */
  @Transactional
  BulkResult decide(BulkRequest request, Caller caller) {
    List<UUID> ids = ids(request.items());
    bulk.lockThreads(ids);
    Map<UUID, Comment> found = bulk.load(ids);
    List<Change> changes = new ArrayList<>();
    List<BulkResult.Outcome> outcomes = new ArrayList<>();
    Map<Integer, ProblemException> refused = new HashMap<>();
    for (int i = 0; i < request.items().size(); i++) {
      BulkRequest.Item item = request.items().get(i);
      Comment comment = found.get(item.id());
      CommentState from = comment == null ? null : comment.state();
      Optional<ProblemException> problem = decide(comment, item, request.decision());
      if (problem.isPresent()) {
        refused.put(i, problem.get());
        outcomes.add(BulkResult.Outcome.refused(item.id(), comment, problem.get()));
      } else {
        changes.add(new Change(comment, from));
        outcomes.add(BulkResult.Outcome.done(comment));
      }
    }
    if (request.isAllOrNothing() && !refused.isEmpty()) {
      throw refusal(refused);
    }
    keep(changes, request.decision().done(), caller, request.note());
    return new BulkResult(outcomes);
  }

  private static List<UUID> ids(List<BulkRequest.Item> items) {
    Set<UUID> ids = new HashSet<>();
    List<Fault> twice = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (!ids.add(items.get(i).id())) {
        twice.add(Fault.at("/items/" + i + "/id", "not_unique", "one before it is the same"));
      }
    }
    if (!twice.isEmpty()) {
      throw ProblemException.validation(twice);
    }
    return List.copyOf(ids);
  }

  private static Optional<ProblemException> decide(
      Comment comment, BulkRequest.Item item, Decision decision) {
    try {
      if (comment == null) {
        throw ProblemException.notFound();
      }
      if (item.version() != null) {
        IfMatch.of(IfMatch.tag(item.version())).check(comment.version);
      }
      decision.on(comment);
      return Optional.empty();
    } catch (ProblemException refused) {
      return Optional.of(refused);
    }
  }

  private static ProblemException refusal(Map<Integer, ProblemException> refused) {
    List<Fault> faults = new ArrayList<>();
    Set<ProblemType> types = new HashSet<>();
    refused.forEach(
        (i, problem) -> {
          types.add(problem.type());
          faults.add(
              Fault.at(
                  "/items/" + i + (problem.type() == ProblemType.NOT_FOUND ? "/id" : ""),
                  problem.type().code(),
                  problem.getMessage()));
        });
    if (types.contains(ProblemType.NOT_FOUND)) {
      return ProblemException.validation(faults);
    }
    ProblemType type =
        types.contains(ProblemType.PRECONDITION_FAILED)
            ? ProblemType.PRECONDITION_FAILED
            : ProblemType.ILLEGAL_TRANSITION;
    return new ProblemException(
        type, "%d of them cannot be decided; nothing was done.".formatted(refused.size()), faults);
  }

  /**
   * Stores moves of comments whose threads are held, with their trail and every count.
   *
   * @param done what was done, as the audit list tells it
   */
  void keep(List<Change> changes, String done, Caller caller, String note) {
    if (changes.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    List<EvidenceRepository.Word> lessons =
        spam.lessons(changes.stream().map(Change::comment).toList());
    bulk.keep(changes.stream().map(Change::comment).toList());
    bulk.enter(changes, caller, note, now);
    audit.changed(
        Actor.of(caller),
        ModerationService.AUDITED,
        done,
        changes.stream().map(Change::item).toList());
    bulk.countAbove(changes);
    Map<UUID, Integer> deltas = new HashMap<>();
    changes.stream()
        .filter(change -> change.delta() != 0)
        .forEach(c -> deltas.merge(c.comment().articleId, c.delta(), Integer::sum));
    editions.addComments(deltas);
    spam.teach(lessons);
  }
}
