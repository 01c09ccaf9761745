package io.masthead.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {

  private static final String JSON = "application/json";

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "*/*",
        "application/*",
        "APPLICATION/JSON",
        "application/json;q=0.001",
        "application/json; charset=utf-8",
        "application/json;version=2",
        "text/html;q=0, */*;q=0.1",
        "*/*;q=0, application/json",
        "application/*;q=0, application/json;q=0.5",
        "application/json, application/json;q=0",
        "application/json;version=2;q=0, application/json",
        "application/json;version=2;q=0, */*",
        "text/csv;a=\"x, application/json;q=0\", */*",
        "text/csv;a=\"\\\"\", application/json",
        "application/json;q=",
        "*, nothing",
        "application/json ; q=1"
      })
  void it_may_be_json(String header) {
    assertEquals(true, new Accept(header).takes(JSON));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json;q=0",
        "application/json; Q=0.000",
        "application/json;charset=utf-8;q=0, */*",
        "application/json;version=2;q=0",
        "*/*;q=0",
        "application/*;q=0",
        "application/*;q=0, */*",
        "application/json;q=0, application/*, */*",
        "*/*, application/json;q=0",
        "text/html",
        "text/*, application/xml",
        "application/jsonp",
        "text/html;a=\"application/json\""
      })
  void it_may_not_be_json(String header) {
    assertEquals(false, new Accept(header).takes(JSON));
  }
}
