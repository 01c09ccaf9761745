package io.masthead.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.cache.CacheTags;
import io.masthead.cache.Changes;
import io.masthead.edition.EditionEvent;
import io.masthead.edition.Shown;
import io.masthead.http.Json;
import io.masthead.term.TermKind;
import io.masthead.time.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Writes down what happens to what readers get, in the transaction that does it: both come about,
 * or neither. What is written tells which thing it was and where it stands, and nothing of what it
 * says, so that nothing has to be taken back of an article that is taken down. It is written last,
 * when all is known that the transaction changes for readers, for its tags.
 */
@ApplicationScoped
class EventWriter {

  private record Happened(UUID id, EventType type, UUID subject, ObjectNode data, Instant at) {}

  @Inject EventService events;
  @Inject Changes changes;
  @Inject TransactionManager transactions;
  @Inject ObjectMapper json;
  @Inject Clock clock;

  private final Map<Transaction, List<Happened>> pending = new ConcurrentHashMap<>();

  void on(@Observes EditionEvent event) {
    if (event instanceof EditionEvent.Published published) {
      published.articles().forEach(one -> tellArticle(EventType.ARTICLE_PUBLISHED, one));
    } else if (event instanceof EditionEvent.Revised revised) {
      revised.articles().forEach(one -> tellArticle(EventType.ARTICLE_UPDATED, one));
    } else if (event instanceof EditionEvent.Unpublished unpublished) {
      tellArticle(EventType.ARTICLE_UNPUBLISHED, unpublished.article());
    } else if (event instanceof EditionEvent.TakenDown down) {
      ObjectNode data = article(down.article());
      data.put("reason", down.reason()).put("takenDownAt", Json.format(down.at()));
      tell(EventType.ARTICLE_TAKEN_DOWN, down.article().id(), data);
    } else if (event instanceof EditionEvent.TermChanged changed) {
      tell(type(changed.kind(), "UPDATED"), changed.id(), term(changed.id(), changed.slug()));
    } else if (event instanceof EditionEvent.TermGone gone) {
      ObjectNode data = term(gone.id(), gone.slug());
      if (gone.heir() != null) {
        data.put("into", gone.heir().toString());
      }
      tell(type(gone.kind(), "DELETED"), gone.id(), data);
    }
  }

  private void tellArticle(EventType type, EditionEvent.Article article) {
    tell(type, article.id(), article(article));
  }

  private void tell(EventType type, UUID subject, ObjectNode data) {
    try {
      Transaction transaction = transactions.getTransaction();
      List<Happened> happened = pending.get(transaction);
      if (happened == null) {
        happened = new ArrayList<>();
        transaction.registerSynchronization(new AtCommit(transaction, happened));
        pending.put(transaction, happened);
      }
      happened.add(new Happened(Ids.next(), type, subject, data, clock.instant()));
    } catch (RollbackException e) {
      // What will not be committed does not happen.
      return;
    } catch (SystemException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class AtCommit implements Synchronization {

    private final Transaction transaction;
    private final List<Happened> happened;

    AtCommit(Transaction transaction, List<Happened> happened) {
      this.transaction = transaction;
      this.happened = happened;
    }

    @Override
    public void beforeCompletion() {
      events.tell(written(happened, changes.soFar()));
    }

    @Override
    public void afterCompletion(int status) {
      pending.remove(transaction);
    }
  }

  /** An article's own tag goes with its own event alone; all others go with each. */
  private List<NewsEvent> written(List<Happened> happened, Set<String> changed) {
    Set<String> own =
        happened.stream().map(one -> Shown.article(one.subject())).collect(Collectors.toSet());
    Set<String> shared = new HashSet<>(changed);
    shared.removeAll(own);
    Set<String> withOthers = CacheTags.changed(shared);
    return happened.stream()
        .map(
            one -> {
              String name = Shown.article(one.subject());
              Set<String> tags = new TreeSet<>(withOthers);
              if (changed.contains(name)) {
                tags.addAll(CacheTags.changed(Set.of(name)));
              }
              ArrayNode told = one.data().putArray("tags");
              CacheTags.bounded(tags).forEach(told::add);
              return new NewsEvent(
                  0, one.id(), one.type().told(), one.subject(), one.data().toString(), one.at());
            })
        .toList();
  }

  private static EventType type(TermKind kind, String became) {
    return EventType.valueOf(kind.name() + "_" + became);
  }

  private ObjectNode article(EditionEvent.Article article) {
    ObjectNode data = json.createObjectNode().put("id", article.id().toString());
    if (article.slug() != null) {
      data.put("slug", article.slug())
          .put("lang", article.lang())
          .put("publishedAt", Json.format(article.publishedAt()))
          .put("modifiedAt", Json.format(article.modifiedAt()));
    }
    return data;
  }

  private ObjectNode term(UUID id, String slug) {
    return json.createObjectNode().put("id", id.toString()).put("slug", slug);
  }
}
