package io.masthead.article;

import io.masthead.access.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets those who work on an article tell each other so. It is no lock to the service: it refuses
 * nobody, and changes nothing of the article.
 */
@ApplicationScoped
public class EditLockService {

  @Inject EditLockRepository locks;
  @Inject ArticleAccess access;
  @Inject ArticleConfig config;
  @Inject Clock clock;

  /** Takes it or renews it, unless another has it; that one is taken over only on purpose. */
  @Transactional
  EditLock take(UUID article, boolean takeOver, Caller caller) {
    access.worked(article, caller);
    Instant now = clock.instant();
    locks.take(article, caller, now, now.plus(config.lockLease()), takeOver);
    return lock(article, now, caller);
  }

  /** Gives it back; another's stays. */
  @Transactional
  void giveBack(UUID article, Caller caller) {
    access.worked(article, caller);
    locks.giveBack(article, caller);
  }

  @Transactional
  EditLock get(UUID article, Caller caller) {
    access.seen(article, caller);
    return lock(article, clock.instant(), caller);
  }

  private EditLock lock(UUID article, Instant now, Caller caller) {
    Optional<Editing> editing = locks.find(article, now);
    boolean held = editing.filter(e -> e.by().equals(caller.keyId())).isPresent();
    return new EditLock(held, editing.orElse(null));
  }
}
