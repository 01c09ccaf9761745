package io.masthead.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableAnswerTest {

  @Test
  void texts_are_quoted_where_they_must_be_and_lines_end_as_the_format_has_it() {
    assertEquals(
        "a,b,c\r\n1,\"x, \"\"y\"\"\",2026-11-25T09:00:00.000Z\r\n,\"two\nlines\",қаз\r\n",
        table(
            List.of("a", "b", "c"),
            List.of(1L, "x, \"y\"", Instant.parse("2026-11-25T09:00:00Z")),
            Arrays.asList(null, "two\nlines", "қаз")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
  void what_a_spreadsheet_would_work_out_is_kept_from_it(String text) {
    String cell = table(List.of("a"), List.of(text)).split("\r\n", 2)[1];
    assertTrue(cell.startsWith("'") || cell.startsWith("\"'"), cell);
    assertEquals("a\r\n-1\r\n", table(List.of("a"), List.of(-1L)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/csv|true",
        "text/csv, application/json;q=0.9|true",
        "application/json;q=0, */*|true",
        "text/*|true",
        "application/json|false",
        "*/*|false",
        "text/csv;q=0.5, application/json;q=0.9|false",
        "text/csv, application/json|false",
        "''|false"
      })
  void a_table_is_given_where_it_is_liked_better(String accept, boolean csv) {
    Accept accepted = new Accept(accept);
    assertEquals(csv, accepted.prefers("text/csv", "application/json"));
    assertFalse(accepted.prefers("text/csv", "text/csv"));
  }

  @SafeVarargs
  private static String table(List<String> columns, List<Object>... rows) {
    return new String(TableAnswer.table(columns, List.of(rows)), StandardCharsets.UTF_8);
  }
}
