package io.masthead.author;

import static io.masthead.support.NewsApi.author;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.masthead.support.Keys;
import io.masthead.support.NewsApi;
import io.masthead.support.NewsApi.Made;
import io.masthead.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose names readers could be taken in by. */
@QuarkusTest
class AuthorLooksTest {

  @Inject AuthorService authors;
  @Inject Published published;

  @Test
  void the_looks_of_a_name_come_change_and_go_with_it() {
    Made made = author();
    assertTrue(authors.isTakenForOne(made.name()));
    assertTrue(authors.isTakenForOne(made.name().replace("Author", "\u0410uth\u043er")));
    assertFalse(authors.isTakenForOne(made.name() + "s"));
    String name = NewsApi.unique("Another");
    NewsApi.patch("editor", "/manage/v1/authors/" + made.id(), "*", Map.of("name", name));
    assertFalse(authors.isTakenForOne(made.name()));
    assertTrue(authors.isTakenForOne(name.toUpperCase(java.util.Locale.ROOT)));
    Keys.as("editor").header("If-Match", "*").delete("/manage/v1/authors/" + made.id());
    assertFalse(authors.isTakenForOne(name));
  }

  @Test
  void those_of_authors_from_an_earlier_release_are_kept_at_the_start() {
    Made made = author();
    published.run("delete from author_look where author_id = '" + made.id() + "'");
    assertFalse(authors.isTakenForOne(made.name()));
    authors.lookAtAll();
    assertTrue(authors.isTakenForOne(made.name()));
    authors.lookAtAll();
    assertTrue(authors.isTakenForOne(made.name()));
  }
}
