package io.masthead.comment;

import io.masthead.edition.ArticleAddresses;
import io.masthead.edition.Editions;
import io.masthead.edition.PublishedArticle;
import io.masthead.edition.Site;
import io.masthead.http.Dated;
import io.masthead.http.Feed;
import io.masthead.text.Text;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** An article's comments as a feed: the newest published ones. */
@ApplicationScoped
public class CommentFeedService {

  private static final int ENTRIES = 50;
  private static final int TITLE = 80;

  @Inject ThreadRepository threads;
  @Inject Editions editions;
  @Inject ArticleAddresses addresses;
  @Inject Site site;

  Dated<Feed> feed(String ref, String lang) {
    PublishedArticle article = editions.find(ref, lang);
    String page = addresses.of(article);
    List<Feed.Entry> entries =
        article.hasCommentsOff()
            ? List.of()
            : threads.newest(article.id(), ENTRIES).stream().map(row -> entry(row, page)).toList();
    Instant updated =
        entries.stream()
            .map(Feed.Entry::updated)
            .max(Comparator.naturalOrder())
            .orElse(article.firstPublishedAt());
    return new Dated<>(
        new Feed(
            idOf(article.id()),
            article.title(),
            article.title(),
            null,
            page,
            site.api("/api/v1/articles/" + article.id() + "/comments/feed"),
            "",
            null,
            article.lang(),
            updated,
            entries),
        article.changedAt(),
        article.shownWithComments());
  }

  /** The article's own id is that of its entry elsewhere. */
  private static UUID idOf(UUID article) {
    return UUID.nameUUIDFromBytes(("comments of " + article).getBytes(StandardCharsets.UTF_8));
  }

  private static Feed.Entry entry(CommentRow row, String page) {
    return new Feed.Entry(
        row.id(),
        Text.excerpt(row.name() + ": " + row.body(), TITLE),
        page.contains("#") ? page : page + "#comment-" + row.id(),
        List.of(row.name()),
        null,
        row.html(),
        List.of(),
        null,
        null,
        null,
        row.createdAt(),
        row.editedAt() == null ? row.createdAt() : row.editedAt());
  }
}
