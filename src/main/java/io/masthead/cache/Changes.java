package io.masthead.cache;

import io.masthead.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes note of what a transaction changes for readers: what shows it is dropped here with the
 * commit, before anybody is told of it, and a row tells the other replicas.
 */
@ApplicationScoped
public class Changes {

  /** Of a transaction that changes more, everything is dropped. */
  private static final int MOST_NAMED = 2_000;

  private static final String TELL = "insert into cache_drop (replica, shown) values (?, ?)";

  @Inject ResponseCache cache;
  @Inject TransactionManager transactions;
  @Inject Sql sql;

  /** Who writes the rows that need not be read here. */
  private final UUID replica = UUID.randomUUID();

  private final Map<Transaction, Set<String>> pending = new ConcurrentHashMap<>();

  UUID replica() {
    return replica;
  }

  /** In the caller's transaction, something changes for readers. */
  public void of(String... shown) {
    try {
      Transaction transaction = transactions.getTransaction();
      Set<String> changed = pending.get(transaction);
      if (changed == null) {
        changed = new HashSet<>();
        transaction.registerSynchronization(new AtCommit(transaction, changed));
        pending.put(transaction, changed);
      }
      changed.addAll(Arrays.asList(shown));
    } catch (RollbackException e) {
      // What will not be committed changes nothing.
      return;
    } catch (SystemException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the caller's transaction has changed for readers by now, by its names. */
  public Set<String> soFar() {
    try {
      return Set.copyOf(pending.getOrDefault(transactions.getTransaction(), Set.of()));
    } catch (SystemException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class AtCommit implements Synchronization {

    private final Transaction transaction;
    private final Set<String> changed;

    /** What was told, which is what is over at the end; null until it was. */
    private Set<String> told;

    AtCommit(Transaction transaction, Set<String> changed) {
      this.transaction = transaction;
      this.changed = changed;
    }

    @Override
    public void beforeCompletion() {
      Set<String> all =
          changed.size() > MOST_NAMED ? Set.of(ResponseCache.EVERYTHING) : Set.copyOf(changed);
      sql.update(TELL, replica, all);
      cache.beginChange(all);
      told = all;
    }

    @Override
    public void afterCompletion(int status) {
      pending.remove(transaction);
      if (told != null) {
        cache.endChange(told);
      }
    }
  }
}
