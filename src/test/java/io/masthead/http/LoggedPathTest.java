package io.masthead.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class LoggedPathTest {

  @Inject OperationTable operations;

  @ParameterizedTest
  @CsvSource({
    "/api/v1/previews/c2VjcmV0, /api/v1/previews/{token}",
    "/api/v1/articles/a-bridge-opens, /api/v1/articles/a-bridge-opens",
    "/manage/v1/articles/1/previews/2, /manage/v1/articles/1/previews/2",
    "/no/such/path, /no/such/path"
  })
  void a_log_names_the_path_without_what_opens_a_preview(String path, String logged) {
    assertEquals(logged, operations.loggable(path));
  }
}
