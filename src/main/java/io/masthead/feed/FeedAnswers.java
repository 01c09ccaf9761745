package io.masthead.feed;

import io.masthead.edition.Syndication;
import io.masthead.http.Dated;
import io.masthead.http.DeliveryAnswer;
import io.masthead.http.Feed;
import io.masthead.http.FeedFormat;
import io.masthead.term.TermKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Answers whoever asks for a feed; all are asked for alike. */
@ApplicationScoped
class FeedAnswers {

  @Inject FeedService feeds;
  @Inject DeliveryAnswer answer;

  /** The feed of the site. */
  Response of(String lang, FeedFormat format) {
    return answer(feeds.feed(null, lang), format);
  }

  /** The feed of a term, or 308 where the slug is a former one or spelled otherwise. */
  Response of(TermKind kind, String ref, String lang, FeedFormat format) {
    Syndication.Subject subject = feeds.subject(kind, ref);
    return subject.standsUnder(ref)
        ? answer(feeds.feed(subject, lang), format)
        : answer.moved(
            "/api/v1/" + kind.plural() + "/", subject.slug(), "/feed." + format.ending(), Map.of());
  }

  private Response answer(Dated<Feed> feed, FeedFormat format) {
    return answer.showing(feed.of()).feed(feed.shown(), format, feed.modified());
  }
}
