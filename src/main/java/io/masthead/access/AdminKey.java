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

  @Inject KeyService keys;
  @Inject AccessConfig config;

  /** Before anything else that happens at the start in somebody's name. */
  void ensure(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
    if (config.adminKey().isPresent()) {
      keys.configuredKey(config.adminKey().get());
    } else {
      keys.firstKey().ifPresent(key -> LOG.infof("Administrator key, shown this once: %s", key));
    }
  }
}
