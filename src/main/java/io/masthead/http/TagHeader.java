package io.masthead.http;

import java.util.List;

/** The header by which a shared cache learns the tags of an answer. */
public enum TagHeader {
  CACHE_TAG("Cache-Tag", ","),
  SURROGATE_KEY("Surrogate-Key", " ");

  final String header;
  private final String separator;

  TagHeader(String header, String separator) {
    this.header = header;
    this.separator = separator;
  }

  String value(List<String> tags) {
    return String.join(separator, tags);
  }
}
