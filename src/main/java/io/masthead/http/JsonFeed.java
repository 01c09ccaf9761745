package io.masthead.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A feed as JSON Feed 1.1 has it; its members are named as there. */
@Schema(name = "JsonFeed", description = "A feed, by JSON Feed 1.1")
public record JsonFeed(
    @Schema(required = true, examples = JsonFeed.VERSION) String version,
    @Schema(required = true) String title,
    @Schema(required = true) String description,
    @Schema(name = "home_page_url", required = true, format = "uri") @JsonProperty("home_page_url")
        String homePageUrl,
    @Schema(name = "feed_url", required = true, format = "uri") @JsonProperty("feed_url")
        String feedUrl,
    @Schema(required = true, description = "BCP 47") String language,
    @Schema(required = true, description = "Where changes are told (WebSub)") List<Hub> hubs,
    @Schema(required = true) List<Item> items) {

  static final String VERSION = "https://jsonfeed.org/version/1.1";

  /** Who tells of changes. */
  @Schema(name = "JsonFeedHub", description = "Who tells of changes")
  record Hub(
      @Schema(required = true) String type, @Schema(required = true, format = "uri") String url) {}

  /** One thing in it. */
  @Schema(name = "JsonFeedItem", description = "One thing in a feed")
  record Item(
      @Schema(required = true, description = "Stays the same for good") String id,
      @Schema(required = true, format = "uri") String url,
      @Schema(required = true) String title,
      String summary,
      @Schema(name = "content_html", description = "The text, where it is given")
          @JsonProperty("content_html")
          String contentHtml,
      @Schema(name = "content_text", description = "In its place where it is not")
          @JsonProperty("content_text")
          String contentText,
      @Schema(format = "uri") String image,
      @Schema(name = "date_published", required = true) @JsonProperty("date_published")
          Instant datePublished,
      @Schema(name = "date_modified", required = true) @JsonProperty("date_modified")
          Instant dateModified,
      @Schema(required = true) List<Author> authors,
      @Schema(required = true) List<String> tags,
      @Schema(description = "BCP 47") String language) {}

  /** Who wrote it. */
  @Schema(name = "JsonFeedAuthor", description = "Who wrote it")
  record Author(@Schema(required = true) String name) {}

  static JsonFeed of(Feed feed) {
    return new JsonFeed(
        VERSION,
        feed.title(),
        feed.description(),
        feed.link(),
        feed.self(FeedFormat.JSON),
        feed.lang(),
        feed.hub() == null ? List.of() : List.of(new Hub("WebSub", feed.hub())),
        feed.entries().stream().map(JsonFeed::item).toList());
  }

  /** One of the two contents has to be there. */
  private static Item item(Feed.Entry entry) {
    String instead = entry.summary() == null ? entry.title() : entry.summary();
    return new Item(
        "urn:uuid:" + entry.id(),
        entry.link(),
        entry.title(),
        entry.summary(),
        entry.html(),
        entry.html() == null ? instead : null,
        entry.enclosure() == null ? null : entry.enclosure().url(),
        entry.published(),
        entry.updated(),
        entry.authors().stream().map(Author::new).toList(),
        entry.categories(),
        entry.lang());
  }
}
