package io.masthead.comment;

import static io.masthead.comment.Discussion.decide;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Contract;
import io.masthead.support.Published;
import io.masthead.support.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

@QuarkusTest
class CommentFeedsTest {

  private static final String ATOM = "http://www.w3.org/2005/Atom";

  @Inject Published published;

  private UUID article;
  private String slug;
  private Discussion discussion;

  @BeforeEach
  void publish() {
    slug = "fed-" + UUID.randomUUID().toString().substring(0, 8) + "-x";
    article = published.article(slug);
    discussion = new Discussion(article);
  }

  @Test
  void atom_shows_the_newest_that_readers_see() {
    String first = discussion.said("Ann & <Lee>", "I *crossed* it, 1 < 2 & \"so\" ]]> 😀", null);
    String second = discussion.said("B", "An answer", first);
    String removed = discussion.said("C", "Removed", null);
    discussion.said("D", "Keeps the tombstone", removed);
    decide(removed, "remove").statusCode(200);
    published.run(
        "update comment set edited_at = '2031-02-03 04:05:06Z' where id = '" + second + "'");
    Element feed = atom();
    assertEquals("en", feed.getAttributeNS("http://www.w3.org/XML/1998/namespace", "lang"));
    assertEquals("t", text(feed, "title"));
    assertEquals("2031-02-03T04:05:06.000Z", text(feed, "updated"));
    assertTrue(text(feed, "id").matches("urn:uuid:[0-9a-f-]{36}"));
    assertNotEquals("urn:uuid:" + article, text(feed, "id"));
    assertEquals(
        "http://localhost:8080/sample/article.html?id=" + slug, attribute(feed, "link", "href"));
    List<Element> entries = all(feed, "entry");
    assertEquals(3, entries.size());
    assertEquals("urn:uuid:" + second, text(entries.get(1), "id"));
    assertEquals("2031-02-03T04:05:06.000Z", text(entries.get(1), "updated"));
    Element oldest = entries.get(2);
    assertEquals("urn:uuid:" + first, text(oldest, "id"));
    assertEquals("Ann & <Lee>", text(oldest, "name"));
    assertEquals("Ann & <Lee>: I *crossed* it, 1 < 2 & \"so\" ]]> 😀", text(oldest, "title"));
    assertEquals(
        "<p>I <em>crossed</em> it, 1 &lt; 2 &amp; \"so\" ]]&gt; 😀</p>", text(oldest, "content"));
    assertEquals("html", attribute(oldest, "content", "type"));
    assertEquals(
        "http://localhost:8080/sample/article.html?id=" + slug + "#comment-" + first,
        attribute(oldest, "link", "href"));
    Instant.parse(text(oldest, "published"));
  }

  @Test
  void rss_shows_the_same() {
    String first = discussion.said("Ann & <Lee>", "I *crossed* it", null);
    discussion.said("اردو", "خوش آمدید", null);
    Element channel =
        (Element) document("rss", "application/rss+xml").getElementsByTagName("channel").item(0);
    assertEquals("en", text(channel, "language"));
    assertEquals(
        "http://localhost:8080/sample/article.html?id=" + slug,
        channel.getElementsByTagName("link").item(0).getTextContent());
    List<Element> items = all(channel, "item");
    assertEquals(2, items.size());
    assertEquals("اردو: خوش آمدید", text(items.get(0), "title"));
    assertEquals("urn:uuid:" + first, text(items.get(1), "guid"));
    assertEquals("false", attribute(items.get(1), "guid", "isPermaLink"));
    assertEquals("Ann & <Lee>", text(items.get(1), "dc:creator"));
    assertEquals("<p>I <em>crossed</em> it</p>", text(items.get(1), "description"));
    assertTrue(
        text(items.get(1), "pubDate").matches("\\w{3}, \\d{1,2} \\w{3} \\d{4} [\\d:]{8} GMT"));
  }

  @Test
  void an_empty_feed_is_a_feed() {
    Element feed = atom();
    assertEquals(0, all(feed, "entry").size());
    Instant.parse(text(feed, "updated"));
    assertEquals(
        0, all(document("rss", "application/rss+xml").getDocumentElement(), "item").size());
    discussion.said("A", "hidden with all", null);
    published.run("update edition set comment_mode = 'off' where article_id = '" + article + "'");
    assertEquals(0, all(atom(), "entry").size());
  }

  @Test
  void it_holds_the_newest_fifty() {
    published.run(
        """
        insert into comment (id, version, article_id, path, depth, author_kind, author_name, body,
          html, wording, guest, state, reasons, reviewed, withdrawn, created_at, edit_token_hash,
          editable_until, reply_count, descendant_count, likes)
        select i.id, 1, '%s', uuid_send(i.id), 0, 'guest', 'A', 'text', '<p>text</p>', '', '',
          'published', '', false, false, now(), '', now(), 0, 0, 0
        from (select ('0199bbbb' || substr('%s', 9, 16) || lpad(to_hex(n), 12, '0'))::uuid as id
          from generate_series(1, 60) n) i
        """
            .formatted(article, article));
    List<Element> entries = all(atom(), "entry");
    assertEquals(50, entries.size());
    assertTrue(text(entries.get(0), "id").endsWith("00000000003c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"atom", "rss"})
  void an_unchanged_feed_is_not_sent_again(String format) {
    discussion.said("A", "first", null);
    String path = path(format);
    Contract.Answer answer = RawHttp.get(path);
    assertEquals(200, answer.status());
    assertTrue(answer.header("ETag").startsWith("W/"));
    assertTrue(answer.header("Cache-Control").startsWith("public"));
    assertTrue(answer.header("Last-Modified").endsWith("GMT"));
    published.run(
        "update edition_count set views = views + 1, changed_at = now() where article_id = '"
            + article
            + "'");
    Contract.Answer held = RawHttp.get(path, "If-None-Match", answer.header("ETag"));
    assertEquals(304, held.status());
    discussion.said("B", "second", null);
    assertEquals(200, RawHttp.get(path, "If-None-Match", answer.header("ETag")).status());
    assertEquals(200, RawHttp.head(path).status());
    Contract.Answer elsewhere = RawHttp.get(path, "Host", "evil.example");
    assertEquals(RawHttp.get(path).text(), elsewhere.text());
  }

  @Test
  void what_is_said_of_a_count_is_part_of_the_feed() {
    discussion.said("A", "\"asOf\":\"one", null);
    String tag = RawHttp.get(path("atom")).header("ETag");
    published.run(
        "update comment set html = replace(html, 'one', 'two') where article_id = '"
            + article
            + "'");
    assertEquals(200, RawHttp.get(path("atom"), "If-None-Match", tag).status());
  }

  @Test
  void what_is_not_published_has_no_feed() {
    given().get("/api/v1/articles/{a}/comments/feed.atom", slug).then().statusCode(200);
    given().get("/api/v1/articles/{a}/comments/feed.json", slug).then().statusCode(404);
    given().get("/api/v1/articles/{a}/comments/feed.rss?limit=1", slug).then().statusCode(400);
    given()
        .header("Accept", "application/json")
        .get("/api/v1/articles/{a}/comments/feed.rss", slug)
        .then()
        .statusCode(406);
    given()
        .header("Accept", "application/rss+xml, application/xml;q=0.9, */*;q=0.8")
        .get("/api/v1/articles/{a}/comments/feed.rss", slug)
        .then()
        .statusCode(200)
        .contentType(startsWith("application/rss+xml"));
    published.unpublish(article);
    given().get("/api/v1/articles/{a}/comments/feed.rss", slug).then().statusCode(404);
    published.takeDown(article);
    given().get("/api/v1/articles/{a}/comments/feed.atom", slug).then().statusCode(410);
  }

  private String path(String format) {
    return "/api/v1/articles/" + article + "/comments/feed." + format;
  }

  private Element atom() {
    Element feed = document("atom", "application/atom+xml").getDocumentElement();
    assertEquals(ATOM, feed.getNamespaceURI());
    return feed;
  }

  private Document document(String format, String type) {
    Contract.Answer answer = RawHttp.get(path(format));
    assertEquals(200, answer.status());
    assertTrue(answer.header("Content-Type").startsWith(type), answer.header("Content-Type"));
    try {
      DocumentBuilderFactory parsers = DocumentBuilderFactory.newDefaultNSInstance();
      return parsers.newDocumentBuilder().parse(new ByteArrayInputStream(answer.body()));
    } catch (Exception e) {
      throw new IllegalStateException(answer.text(), e);
    }
  }

  private static String text(Element element, String name) {
    return element.getElementsByTagName(name).item(0).getTextContent();
  }

  private static String attribute(Element element, String name, String attribute) {
    return ((Element) element.getElementsByTagName(name).item(0)).getAttribute(attribute);
  }

  private static List<Element> all(Element element, String name) {
    NodeList found = element.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }
}
