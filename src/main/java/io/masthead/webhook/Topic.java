package io.masthead.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.masthead.http.Json;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a receiver may ask to be told of. */
@Schema(
    description = "What may happen; webhook.disabled is of other webhooks that were switched off")
enum Topic {
  @JsonProperty("article.published")
  ARTICLE_PUBLISHED,
  @JsonProperty("article.updated")
  ARTICLE_UPDATED,
  @JsonProperty("article.unpublished")
  ARTICLE_UNPUBLISHED,
  @JsonProperty("article.taken_down")
  ARTICLE_TAKEN_DOWN,
  @JsonProperty("author.updated")
  AUTHOR_UPDATED,
  @JsonProperty("author.deleted")
  AUTHOR_DELETED,
  @JsonProperty("section.updated")
  SECTION_UPDATED,
  @JsonProperty("section.deleted")
  SECTION_DELETED,
  @JsonProperty("tag.updated")
  TAG_UPDATED,
  @JsonProperty("tag.deleted")
  TAG_DELETED,
  @JsonProperty("webhook.disabled")
  WEBHOOK_DISABLED;

  /** As it goes over the wire. */
  String told() {
    return Json.word(this);
  }

  static Topic of(String told) {
    return Arrays.stream(values())
        .filter(topic -> topic.told().equals(told))
        .findFirst()
        .orElseThrow();
  }
}
