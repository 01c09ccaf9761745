package io.masthead.text;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Optional;

/** Checks {@link LanguageTag}. */
public final class LanguageTagValidator implements ConstraintValidator<LanguageTag, CharSequence> {

  @Override
  public boolean isValid(CharSequence value, ConstraintValidatorContext context) {
    return value == null
        || Verdict.of(
            fault(value.toString()),
            "must be a BCP 47 language tag such as en, kk or kk-Latn",
            context);
  }

  private static Optional<String> fault(String tag) {
    if (tag.isEmpty()) {
      return Optional.of("required");
    }
    if (Text.length(tag) > Language.MAX_LENGTH) {
      return Optional.of("too_long");
    }
    return Language.canonical(tag).isPresent() ? Optional.empty() : Optional.of("invalid_format");
  }
}
