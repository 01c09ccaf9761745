package io.masthead.edition;

import static io.masthead.support.NewsApi.published;
import static io.masthead.support.NewsApi.section;
import static io.masthead.support.NewsApi.tag;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.masthead.support.Keys;
import io.masthead.support.NewsApi.Made;
import io.masthead.support.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Articles in the words of schema.org. */
@QuarkusTest
class JsonLdTest {

  private static JsonNode read(String article, String query) {
    return RawHttp.get("/api/v1/articles/" + article + "?" + query).json();
  }

  private static JsonNode jsonLd(String article) {
    return read(article, "include=jsonLd").path("jsonLd");
  }

  @Test
  void it_tells_all_of_an_article() throws IOException {
    Made section = section();
    Made further = section();
    Made tag = tag();
    String article =
        published(
            "A </script> & bridge",
            "standfirst",
            "In short.",
            "body",
            "<p>One two three.</p><img src=\"https://img.example/a.png\" alt=\"a\">"
                + "<img src=\"https://img.example/b.png\" alt=\"b\">",
            "bylines",
            List.of(
                Map.of("name", "Ann"),
                Map.of("name", "Wire", "kind", "agency", "role", "reporting"),
                Map.of("name", "Phil", "role", "photo"),
                Map.of("name", "Ed", "role", "editing"),
                Map.of("name", "Trudi", "role", "translation")),
            "creditLine",
            "With thanks",
            "rights",
            "© The Paper",
            "section",
            section.id(),
            "sections",
            List.of(further.id()),
            "tags",
            List.of(tag.id()));
    for (String kind : List.of("correction", "update")) {
      Keys.as("editor")
          .header("If-Match", "*")
          .contentType("application/json")
          .body(Map.of("kind", kind, "text", "As a " + kind))
          .post("/manage/v1/articles/" + article + "/corrections")
          .then()
          .statusCode(201);
    }
    JsonNode whole = read(article, "include=jsonLd,counts");
    String url = "http://localhost:8080/sample/article.html?id=" + whole.path("slug").asText();
    JsonNode wanted =
        new ObjectMapper()
            .readTree(
                """
                {"@context": "https://schema.org", "@type": "NewsArticle", "@id": "urn:uuid:%1$s",
                 "url": "%2$s", "mainEntityOfPage": "%2$s", "headline": "A </script> & bridge",
                 "description": "In short.", "inLanguage": "en", "datePublished": "%3$s",
                 "dateModified": "%4$s",
                 "author": [{"@type": "Person", "name": "Ann"},
                   {"@type": "Organization", "name": "Wire"}],
                 "contributor": [{"@type": "Person", "name": "Phil"}],
                 "editor": [{"@type": "Person", "name": "Ed"}],
                 "translator": [{"@type": "Person", "name": "Trudi"}],
                 "publisher": {"@type": "NewsMediaOrganization", "name": "Masthead",
                   "url": "http://localhost:8080/sample/"},
                 "articleSection": ["%5$s", "%6$s"], "keywords": ["%7$s"],
                 "image": ["https://img.example/a.png"], "wordCount": 3,
                 "isAccessibleForFree": true, "commentCount": 0,
                 "interactionStatistic": [
                   {"@type": "InteractionCounter",
                    "interactionType": "https://schema.org/ViewAction", "userInteractionCount": 0},
                   {"@type": "InteractionCounter",
                    "interactionType": "https://schema.org/CommentAction",
                    "userInteractionCount": 0}],
                 "correction": [{"@type": "CorrectionComment", "text": "As a correction",
                   "datePublished": "%8$s"}],
                 "creditText": "With thanks", "copyrightNotice": "© The Paper"}
                """
                    .formatted(
                        article,
                        url,
                        whole.path("publishedAt").asText(),
                        whole.path("updatedAt").asText(),
                        section.name(),
                        further.name(),
                        tag.name(),
                        whole.at("/corrections/0/at").asText()));
    assertEquals(wanted, whole.path("jsonLd"));
    assertTrue(whole.has("counts"));
  }

  @Test
  void it_is_there_where_it_is_asked_for_and_follows_the_counts() {
    String article = published("Counted");
    assertFalse(read(article, "include=counts").has("jsonLd"));
    JsonNode read = read(article, "include=jsonLd&body=blocks");
    assertFalse(read.has("counts"));
    JsonNode sparse = read(article, "fields=title&include=jsonLd");
    assertEquals(read.path("jsonLd"), sparse.path("jsonLd"));
    assertFalse(sparse.has("body"));
    assertEquals(
        "{\"headline\":\"Counted\"}",
        read(article, "fields=jsonLd.headline").path("jsonLd").toString());
    given()
        .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)")
        .post("/api/v1/articles/{a}/views", article)
        .then()
        .statusCode(200);
    assertEquals(1, jsonLd(article).at("/interactionStatistic/0/userInteractionCount").asInt());
    given().get("/api/v1/articles?include=jsonLd").then().statusCode(400);
  }

  @ParameterizedTest
  @CsvSource({
    "opinion, OpinionNewsArticle",
    "letter, OpinionNewsArticle",
    "analysis, AnalysisNewsArticle",
    "review, ReviewNewsArticle",
    "explainer, BackgroundNewsArticle",
    "interview, NewsArticle",
    "sponsored, AdvertiserContentArticle",
    "satire, SatiricalArticle"
  })
  void a_genre_has_a_word_of_its_own(String genre, String type) {
    String article =
        published(
            "Of a genre",
            "genre",
            genre,
            "access",
            "metered",
            "seo",
            Map.of("description", "For engines"),
            "canonicalUrl",
            "https://first.example/a",
            "bylines",
            List.of(Map.of("name", "Phil", "role", "photo")));
    JsonNode jsonLd = jsonLd(article);
    assertEquals(type, jsonLd.path("@type").asText());
    assertFalse(jsonLd.path("isAccessibleForFree").asBoolean());
    assertEquals("For engines", jsonLd.path("description").asText());
    assertEquals("https://first.example/a", jsonLd.path("mainEntityOfPage").asText());
    assertEquals("Phil", jsonLd.at("/author/0/name").asText());
    assertFalse(jsonLd.has("contributor") || jsonLd.has("image") || jsonLd.has("correction"));
  }
}
