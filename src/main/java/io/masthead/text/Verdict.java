package io.masthead.text;

import jakarta.validation.ConstraintValidatorContext;
import java.util.Optional;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;

/** Turns a fault's code into a violation that carries it, with a sentence for people. */
final class Verdict {

  private Verdict() {}

  /** True without a code; else the violation is recorded and the answer is false. */
  static boolean of(Optional<String> code, String detail, ConstraintValidatorContext context) {
    if (code.isEmpty()) {
      return true;
    }
    context.disableDefaultConstraintViolation();
    context
        .unwrap(HibernateConstraintValidatorContext.class)
        .withDynamicPayload(code.get())
        .buildConstraintViolationWithTemplate(sentence(code.get(), detail))
        .addConstraintViolation();
    return false;
  }

  /** Length and emptiness, shared by lines and prose; the text is the one that would be kept. */
  static Optional<String> ofLength(String kept, int min, int max) {
    int length = Text.length(kept);
    if (min > 0 && !Text.hasSign(kept)) {
      return Optional.of("required");
    }
    if (length < min) {
      return Optional.of("too_short");
    }
    return length > max ? Optional.of("too_long") : Optional.empty();
  }

  private static String sentence(String code, String detail) {
    return switch (code) {
      case "required" -> "must not be blank";
      case "nul_character" -> "must not contain NUL";
      case "lone_surrogate" -> "must not contain half of a surrogate pair";
      case "control_character" ->
          "must not contain control characters or code points that are no characters";
      case "bidi_control" -> "must not contain bidirectional overrides or isolates";
      case "reserved" -> "is a reserved word";
      default -> detail;
    };
  }
}
