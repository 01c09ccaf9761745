package io.masthead.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.cache.CacheConfig;
import io.masthead.cache.Finished;
import io.masthead.cache.StandbyReads;
import io.masthead.database.Standby;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Answers a delivery GET: the document with a weak ETag made from what it shows, or 304 where the
 * caller has it (RFC 9110, 13.1.2 and 13.1.3). One tag serves all encodings.
 */
@RequestScoped
@Schema(hidden = true)
public class DeliveryAnswer {

  private static final byte[] AS_OF = "\"asOf\":\"".getBytes(StandardCharsets.US_ASCII);

  @Inject RoutingContext routing;
  @Inject ObjectMapper json;
  @Inject KeepHeaders keeping;
  @Inject CacheConfig caching;
  @Inject CacheRoute kept;
  @Inject Standby standby;
  @Inject Clock clock;

  private final Set<String> shows = new HashSet<>();
  private AnswerKind kind;
  private Instant until;

  /** What is read, which settings say how long to reuse; without it, what its form suggests. */
  public DeliveryAnswer as(AnswerKind kind) {
    this.kind = kind;
    return this;
  }

  private AnswerKind kindOr(AnswerKind suggested) {
    return kind == null ? suggested : kind;
  }

  /** What the answer shows: it is kept until any of that changes. One that shows nothing is not. */
  public DeliveryAnswer showing(String... shown) {
    return showing(Arrays.asList(shown));
  }

  /** As {@link #showing(String...)}. */
  public DeliveryAnswer showing(Collection<String> shown) {
    shows.addAll(shown);
    return this;
  }

  /** It is not true any more at that time, though nothing changes; null says nothing. */
  public DeliveryAnswer until(Instant end) {
    if (end != null && (until == null || end.isBefore(until))) {
      until = end;
    }
    return this;
  }

  /** It shows counts, which it may be behind. */
  public DeliveryAnswer counting() {
    Instant end = clock.instant().plus(caching.countsBehind());
    return until(standby.isChosen() ? end.minus(StandbyReads.BEHIND) : end);
  }

  /**
   * A whole resource.
   *
   * @param modified when anything that it shows last changed, or null where no one time says
   */
  public Response of(Object resource, Instant modified) {
    return conditional(bytes(resource), AnswerKind.ARTICLE, modified, true, null);
  }

  /**
   * A resource that shows more than has a date, such as counts: {@code Last-Modified} is told, but
   * only the tag decides whether the caller has it.
   */
  public Response dated(Object resource, Instant modified) {
    return conditional(bytes(resource), AnswerKind.ARTICLE, modified, false, null);
  }

  /**
   * A page, cut to the members of {@code fields}, with its neighbours in {@code Link} (RFC 8288). A
   * list also changes by what leaves it, so here too only the tag decides.
   */
  public Response page(Page<?> page, Fields fields, Instant modified) {
    return page(page, page.page(), fields, modified);
  }

  /** As {@link #page(Page, Fields, Instant)}, of a page that has more members than items. */
  public Response page(Object page, Page.Info info, Fields fields, Instant modified) {
    byte[] body = bytes(page);
    if (fields != Fields.ALL) {
      JsonNode tree = json.valueToTree(page);
      fields.cutItems(tree);
      body = bytes(tree);
    }
    return conditional(body, AnswerKind.LIST, modified, false, PageLinks.of(info, routing));
  }

  /**
   * A feed. It also changes by what leaves it, so only the tag decides.
   *
   * @param modified when anything that it shows last changed
   */
  public Response feed(Feed feed, FeedFormat format, Instant modified) {
    byte[] body =
        switch (format) {
          case RSS -> FeedWriter.rss(feed);
          case ATOM -> FeedWriter.atom(feed);
          case JSON -> bytes(JsonFeed.of(feed));
        };
    return file(body, format.contentType(), modified, discovery(feed, format));
  }

  /** Where it is and who tells of its changes (WebSub, 4), or null where nobody does. */
  private static String discovery(Feed feed, FeedFormat format) {
    return feed.hub() == null
        ? null
        : "<%s>; rel=\"hub\", <%s>; rel=\"self\"".formatted(feed.hub(), feed.self(format));
  }

  /**
   * What is no JSON of ours, such as a sitemap, told apart by its octets alone.
   *
   * @param modified when anything that it shows last changed, or null
   */
  public Response file(byte[] body, String type, Instant modified) {
    return file(body, type, modified, null);
  }

  private Response file(byte[] body, String type, Instant modified, String link) {
    return conditional(
        body, type, weak(sha256().digest(body)), AnswerKind.FEED, modified, false, link);
  }

  /**
   * 308, in one hop, to where the resource stands now; every parameter is kept.
   *
   * @param collection the path before the slug, with its slash
   * @param added parameters that the new address needs besides
   */
  public Response moved(String collection, String slug, Map<String, String> added) {
    return moved(collection, slug, "", added);
  }

  /**
   * As {@link #moved(String, String, Map)}, for what stands below a resource.
   *
   * @param rest the path after the slug, with its slash
   */
  public Response moved(String collection, String slug, String rest, Map<String, String> added) {
    StringBuilder location = new StringBuilder(collection).append(encode(slug)).append(rest);
    String separator = "?";
    List<Map.Entry<String, String>> parameters = new ArrayList<>(routing.queryParams().entries());
    parameters.addAll(added.entrySet());
    for (Map.Entry<String, String> parameter : parameters) {
      location.append(separator).append(encode(parameter.getKey())).append('=');
      location.append(encode(parameter.getValue()));
      separator = "&";
    }
    return Response.status(308)
        .header("Location", location.toString())
        .header("Cache-Control", keeping.controlOfMove(kindOr(AnswerKind.ARTICLE)))
        .build();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private byte[] bytes(Object value) {
    try {
      return json.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Response conditional(
      byte[] body, AnswerKind suggested, Instant modified, boolean dateDecides, String link) {
    return conditional(
        body, MediaType.APPLICATION_JSON, tag(body), suggested, modified, dateDecides, link);
  }

  private Response conditional(
      byte[] body,
      String type,
      String tag,
      AnswerKind suggested,
      Instant modified,
      boolean dateDecides,
      String link) {
    Finished finished =
        new Finished(
            body,
            type,
            tag,
            modified,
            dateDecides,
            link,
            keeping.control(kindOr(suggested)),
            keeping.tags(shows),
            shows,
            until);
    if (!shows.isEmpty()) {
      kept.keep(routing, finished);
    }
    Response.ResponseBuilder answer =
        isHeld(routing.request(), tag, dateDecides ? modified : null)
            ? Response.notModified()
            : coded(finished);
    answer.header("ETag", tag);
    answer.header("Cache-Control", finished.control());
    finished.tagged().forEach(answer::header);
    if (modified != null) {
      answer.header("Last-Modified", finished.modifiedText());
    }
    if (link != null) {
      answer.header("Link", link);
    }
    return answer.build();
  }

  private Response.ResponseBuilder coded(Finished finished) {
    Codings.Coded coded = Codings.of(routing.request()).code(finished);
    return Response.ok(coded.body(), finished.type()).header("Content-Encoding", coded.coding());
  }

  /**
   * When a count was taken is no part of what it shows: the tag leaves the time of {@code asOf}
   * out. In a text these signs would stand with backslashes.
   */
  static String tag(byte[] body) {
    MessageDigest digest = sha256();
    int start = 0;
    for (int at = find(body, 0); at >= 0; at = find(body, start)) {
      digest.update(body, start, at - start);
      start = at;
      while (body[start] != '"') {
        start++;
      }
    }
    digest.update(body, start, body.length - start);
    return weak(digest.digest());
  }

  private static String weak(byte[] hash) {
    return "W/\""
        + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 12))
        + "\"";
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where the next time of {@code asOf} begins, or -1. */
  private static int find(byte[] body, int from) {
    for (int i = from; i <= body.length - AS_OF.length; i++) {
      if (body[i] == '"' && Arrays.equals(body, i, i + AS_OF.length, AS_OF, 0, AS_OF.length)) {
        return i + AS_OF.length;
      }
    }
    return -1;
  }

  /** Whether the caller has it; a time that is null does not tell. */
  static boolean isHeld(HttpServerRequest request, String tag, Instant modified) {
    String noneMatch =
        request.headers().contains("If-None-Match")
            ? String.join(",", request.headers().getAll("If-None-Match"))
            : null;
    if (noneMatch != null) {
      return matches(noneMatch, tag);
    }
    String since = request.getHeader("If-Modified-Since");
    return since != null && modified != null && isUnmodified(since, modified);
  }

  /** Weak comparison: the opaque parts are equal. */
  static boolean matches(String noneMatch, String tag) {
    if (noneMatch.strip().equals("*")) {
      return true;
    }
    String opaque = tag.substring(2);
    for (String candidate : noneMatch.split(",")) {
      String held = candidate.strip();
      if (held.equals(opaque) || held.equals(tag)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUnmodified(String since, Instant modified) {
    try {
      Instant held = ZonedDateTime.parse(since, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return !modified.truncatedTo(ChronoUnit.SECONDS).isAfter(held);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
