package io.masthead.article;

import io.masthead.text.WebAddress;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Where a preview is shown. The address comes from a setting and never from a request. */
@ApplicationScoped
class PreviewAddresses {

  private static final String KEY = "masthead.site.preview-url";
  private static final String TOKEN = "{token}";

  private final String pattern;

  @Inject
  PreviewAddresses(ArticleConfig config) {
    this(config.previewUrl());
  }

  PreviewAddresses(String pattern) {
    this.pattern = pattern.strip();
  }

  /** A pattern that gives no address stops the start. */
  void start(@Observes StartupEvent event) {
    check();
  }

  void check() {
    if (!pattern.contains(TOKEN) || !WebAddress.isValid(of("x"))) {
      // Quarkus prints this one as its message alone.
      throw new ConfigurationException(
          "%s is not a pattern like https://news.example/preview?token={token} (%s)."
              .formatted(KEY, pattern.lines().findFirst().orElse("")));
    }
  }

  /** A token needs no encoding. */
  String of(String token) {
    return pattern.replace(TOKEN, token);
  }
}
