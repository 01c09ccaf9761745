package io.masthead.article;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Where a preview is shown. The address comes from a setting and never from a request. */
@ApplicationScoped
class PreviewAddresses {

  private static final String TOKEN = "{token}";

  private final String pattern;

  @Inject
  PreviewAddresses(ArticleConfig config) {
    this(config.previewUrl());
  }

  PreviewAddresses(String pattern) {
    this.pattern = pattern;
  }

  /** A token needs no encoding. */
  String of(String token) {
    return pattern.replace(TOKEN, token);
  }
}
