package io.masthead.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import org.jboss.logging.Logger;

/** Sees to it that somebody can get in: the configured key, or one that is printed once. */
@ApplicationScoped
class AdminKey {

  private static final Logger LOG = Logger.getLogger("io.masthead");
  private static final int LEAST = 16;

  @Inject KeyService keys;
  @Inject AccessConfig config;

  /** Before anything else that happens at the start in somebody's name. */
  void ensure(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
    if (config.adminKey().isPresent()) {
      String key = config.adminKey().get();
      if (key.length() < LEAST || key.chars().anyMatch(Character::isWhitespace)) {
        throw new IllegalArgumentException(
            "MASTHEAD_ADMIN_KEY must have at least " + LEAST + " characters and no space");
      }
      keys.configuredKey(key);
    } else {
      keys.firstKey().ifPresent(key -> LOG.infof("Administrator key, shown this once: %s", key));
    }
  }
}
