package io.masthead.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hibernate.validator.engine.HibernateConstraintViolation;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConstraintsTest {

  private static final Validator VALIDATOR =
      Validation.byDefaultProvider()
          .configure()
          .messageInterpolator(new ParameterMessageInterpolator())
          .buildValidatorFactory()
          .getValidator();

  record Everything(
      @Line(max = 5) String line,
      @Line(min = 0, max = 5) String optional,
      @Prose(min = 2, max = 5) String prose,
      @WebUrl String url,
      @WebUrl(httpsOnly = true) String secure,
      @EmailAddress String email,
      @LanguageTag String lang,
      @SlugText String slug,
      List<@Line(max = 3) String> list) {}

  private static Map<String, String> codes(String member, String value) {
    String[] names = {"line", "optional", "prose", "url", "secure", "email", "lang", "slug"};
    String[] v =
        Arrays.stream(names).map(n -> n.equals(member) ? value : null).toArray(String[]::new);
    List<String> list = member.equals("list") ? List.of(value) : null;
    Map<String, String> codes = new TreeMap<>();
    VALIDATOR
        .validate(new Everything(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], list))
        .forEach(violation -> codes.put(violation.getPropertyPath().toString(), code(violation)));
    return codes;
  }

  private static String code(ConstraintViolation<?> violation) {
    HibernateConstraintViolation<?> detailed = violation.unwrap(HibernateConstraintViolation.class);
    return detailed.getDynamicPayload(String.class);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("line", "123456", "too_long"),
        Arguments.of("line", "", "required"),
        Arguments.of("line", " \u200b ", "required"),
        Arguments.of("line", "a\tb", "control_character"),
        Arguments.of("line", "a\nb", "control_character"),
        Arguments.of("line", "a\u2028b", "control_character"),
        Arguments.of("line", "a\u0085b", "control_character"),
        Arguments.of("line", "a\0b", "nul_character"),
        Arguments.of("line", "a\ud800b", "lone_surrogate"),
        Arguments.of("line", "a\u202eb", "bidi_control"),
        Arguments.of("line", "a\u2066b", "bidi_control"),
        Arguments.of("optional", "123456", "too_long"),
        Arguments.of("prose", "1", "too_short"),
        Arguments.of("prose", "\n\n", "required"),
        Arguments.of("prose", "a\u0007b", "control_character"),
        Arguments.of("line", "a\uFFFEb", "control_character"),
        Arguments.of("line", "a\uFDD0b", "control_character"),
        Arguments.of("prose", "a\uFFFFb", "control_character"),
        Arguments.of("prose", "a\uD83F\uDFFEb", "control_character"),
        Arguments.of("url", "https://example.org/\uFDEF", "control_character"),
        Arguments.of("url", "", "required"),
        Arguments.of("url", "javascript:alert(1)", "invalid_format"),
        Arguments.of("url", "//example.org/", "invalid_format"),
        Arguments.of("url", "/a", "invalid_format"),
        Arguments.of("url", "https://", "invalid_format"),
        Arguments.of("url", "https:///a", "invalid_format"),
        Arguments.of("url", "https://me@example.org/", "invalid_format"),
        Arguments.of("url", "https://exa mple.org/", "invalid_format"),
        Arguments.of("url", "https://example.org:99999/", "invalid_format"),
        Arguments.of("url", "https://example.org\\@evil.org", "invalid_format"),
        Arguments.of("url", "https://example.org/\n", "control_character"),
        Arguments.of("url", "https://example.org/" + "a".repeat(1_981), "too_long"),
        Arguments.of("secure", "http://example.org/", "invalid_format"),
        Arguments.of("email", "a", "invalid_format"),
        Arguments.of("email", "a@", "invalid_format"),
        Arguments.of("email", "a b@example.org", "invalid_format"),
        Arguments.of("email", "a..b@example.org", "invalid_format"),
        Arguments.of("email", "a@b@example.org", "invalid_format"),
        Arguments.of("email", "a@-example.org", "invalid_format"),
        Arguments.of("email", "a@example.org\r\nBcc: b@c.d", "control_character"),
        Arguments.of("email", "a@" + "b".repeat(253), "too_long"),
        Arguments.of("lang", "en_US", "invalid_format"),
        Arguments.of("lang", "", "required"),
        Arguments.of("lang", "x".repeat(36), "too_long"),
        Arguments.of("slug", "a b", "invalid_format"),
        Arguments.of("slug", "FEED", "reserved"),
        Arguments.of("slug", "a".repeat(121), "too_long"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_refused_value_carries_its_code(String member, String value, String code) {
    assertEquals(Map.of(member, code), codes(member, value));
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("line", "  😀😀😀😀😀 "),
        Arguments.of("line", "e\u0301".repeat(5)),
        Arguments.of("line", "${7*7}".substring(0, 5)),
        Arguments.of("optional", ""),
        Arguments.of("prose", "a\n\tb\u202e"),
        Arguments.of("prose", "a\r\nb"),
        Arguments.of("url", "https://пример.рф/путь?a=ж#x"),
        Arguments.of("url", "HTTP://[::1]:8080/"),
        Arguments.of("url", "https://example.org/" + "a".repeat(1_980)),
        Arguments.of("secure", "https://example.org"),
        Arguments.of("email", "first.last+tag@example.org"),
        Arguments.of("email", "редактор@пример.рф"),
        Arguments.of("lang", "kk-latn"),
        Arguments.of("slug", "Новый-Мост"),
        Arguments.of("list", "abc"));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void an_accepted_value_has_no_violation(String member, String value) {
    assertEquals(Map.of(), codes(member, value));
  }

  @Test
  void null_is_left_to_others_and_elements_are_checked_too() {
    assertEquals(Map.of(), codes("none", null));
    assertEquals(Map.of("list[0].<list element>", "too_long"), codes("list", "1234"));
  }
}
