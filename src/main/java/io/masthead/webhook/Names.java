package io.masthead.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Looks hosts up, each on a thread of its own, so that a name server that is slow holds up none.
 */
final class Names {

  /** How a name is looked up. */
  @FunctionalInterface
  interface LookUp {
    InetAddress[] of(String name) throws UnknownHostException;
  }

  private final LookUp lookUp;

  private final ExecutorService waiting =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "webhook-names");
            thread.setDaemon(true);
            return thread;
          });

  Names(LookUp lookUp) {
    this.lookUp = lookUp;
  }

  /** All addresses of the target; fails by an {@link UnknownHostException}. */
  CompletableFuture<List<InetAddress>> find(Target target) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            Optional<InetAddress> literal = target.literal();
            return literal.isPresent() ? List.of(literal.get()) : List.of(lookUp.of(target.host()));
          } catch (UnknownHostException e) {
            throw new CompletionException(e);
          }
        },
        waiting);
  }

  void close() {
    waiting.shutdownNow();
  }
}
