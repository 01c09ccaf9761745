package io.masthead.edition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SiteTest {

  private static final String GOOD = "https://news.example";

  @Test
  void a_path_follows_the_address_of_the_service() {
    assertEquals(
        "https://news.example/cms/api/v1/feed.rss",
        new Site("News", GOOD, "https://news.example/cms/").api("/api/v1/feed.rss"));
  }
}
