package io.masthead.owasp;

import static io.masthead.support.NewsApi.draft;
import static io.masthead.support.NewsApi.publish;
import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.unique;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.masthead.support.ApiOperation;
import io.masthead.support.Contract;
import io.masthead.support.RawHttp;
import io.masthead.support.Resources;
import io.masthead.support.Samples;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * API7, server side request forgery. Webhooks alone are sent anywhere, and to which addresses is
 * {@code AddressesTest}'s and {@code SenderTest}'s; whatever else names an address is only kept.
 */
@QuarkusTest
class Api7RequestForgeryTest {

  private ServerSocket trap;
  private final List<String> caught = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() throws IOException {
    trap = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!trap.isClosed()) {
                try (Socket caller = trap.accept()) {
                  caught.add("somebody came from " + caller.getRemoteSocketAddress());
                } catch (IOException e) {
                  // The test is over.
                  return;
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void close() throws IOException {
    trap.close();
  }

  private List<String> addresses() {
    int port = trap.getLocalPort();
    return List.of(
        "http://127.0.0.1:" + port + "/inner",
        "https://localhost:" + port + "/inner.png",
        "https://127.0.0.1.nip.io@localhost:" + port + "/");
  }

  private void assertNobodyCame() throws IOException {
    assertEquals(List.of(), caught);
    // The trap works.
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), trap.getLocalPort())) {
      assertEquals(-1, socket.getInputStream().read());
    }
    assertEquals(1, caught.size());
  }

  @Test
  void no_member_that_may_hold_an_address_makes_the_service_go_there() throws IOException {
    int taken = 0;
    for (ApiOperation operation : Asked.operations()) {
      if (operation.bodySchema().isEmpty() || operation.path().startsWith("/manage/v1/webhooks")) {
        continue;
      }
      Samples samples = Samples.of(operation);
      for (Samples.Member member : samples.members()) {
        if (!member.isText() || !mayBeAddress(member)) {
          continue;
        }
        for (String address : addresses()) {
          JsonNode body = samples.with(member, JsonNodeFactory.instance.textNode(address));
          Contract.Answer answer =
              Asked.of(operation, Resources.fresh(operation))
                  .as("administrator")
                  .body(operation.bodyType(), body.toString())
                  .send();
          assertTrue(answer.status() < 500, operation + member.pointer() + answer.text());
          taken += answer.status() < 300 ? 1 : 0;
        }
      }
    }
    assertTrue(taken > 5, "Some must be taken, else nothing is shown: " + taken);
    assertNobodyCame();
  }

  private static boolean mayBeAddress(Samples.Member member) {
    return member.schema().path("format").asText().equals("uri")
        || member.name().matches("(?i).*(url|uri|href|link|source|image).*");
  }

  /** What browsers and parsers of XML would fetch by themselves. */
  @Test
  void nothing_in_a_body_is_fetched_when_it_is_read_shown_or_found() throws IOException {
    for (String address : addresses()) {
      for (String html :
          List.of(
              "<p>x</p><img src='%s'><img srcset='%1$s 2x'>",
              "<p>x</p><iframe src='%s'></iframe><object data='%1$s'></object><embed src='%1$s'>",
              "<link rel=stylesheet href='%s'><script src='%1$s'></script><p>x</p>",
              "<!DOCTYPE html SYSTEM '%s'><base href='%1$s'><p>x</p><a ping='%1$s' href='/y'>y</a>",
              "<?xml version='1.0'?><!DOCTYPE p [<!ENTITY e SYSTEM '%s'>]><p>&e;</p>",
              "<svg><image href='%s'/><use href='%1$s#a'/></svg><p"
                  + " style='background:url(%1$s)'>x</p>",
              "<video poster='%s' src='%1$s'></video><audio src='%1$s'></audio><p>x</p>",
              "<meta http-equiv=refresh content='0;url=%s'><p>x</p>")) {
        String article = draft(unique("With an address"), "body", html.formatted(address));
        publish(article);
        for (String form : List.of("html", "text", "markdown", "blocks")) {
          assertEquals(200, RawHttp.get("/api/v1/articles/" + article + "?body=" + form).status());
        }
        assertEquals(
            200, RawHttp.get("/api/v1/articles/" + article + "?include=jsonLd,related").status());
      }
    }
    assertEquals(200, RawHttp.get("/api/v1/feed.rss").status());
    assertNobodyCame();
  }

  /** Its own links come from the settings, so that nobody is sent elsewhere by what they send. */
  @Test
  void no_address_that_a_request_gives_of_the_service_is_used_by_it() throws IOException {
    String article = published(unique("Linked"));
    String evil = "evil.example:" + trap.getLocalPort();
    List<String> found = new ArrayList<>();
    for (String path :
        List.of(
            "/api/v1/articles/" + article + "?include=jsonLd",
            "/api/v1/articles?limit=1",
            "/api/v1/feed.atom",
            "/api/v1/feed.json",
            "/api/v1/sitemap.xml",
            "/api/v1/robots.txt",
            "/openapi/delivery",
            "/docs/")) {
      for (Map.Entry<String, String> header :
          Map.of(
                  "Host",
                  evil,
                  "X-Forwarded-Host",
                  evil,
                  "Forwarded",
                  "host=" + evil,
                  "X-Forwarded-Proto",
                  "evil",
                  "X-Forwarded-Prefix",
                  "/evil.example",
                  "X-Original-URL",
                  "http://" + evil + "/")
              .entrySet()) {
        Contract.Answer answer =
            RawHttp.request("GET", path).header(header.getKey(), header.getValue()).send();
        if (answer.text().contains("evil") || answer.headers().toString().contains("evil")) {
          found.add(path + " with " + header);
        }
      }
    }
    assertEquals(List.of(), found);
    assertNobodyCame();
  }
}
