package io.masthead.text;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** Checks {@link SlugText}. */
public final class SlugTextValidator implements ConstraintValidator<SlugText, CharSequence> {

  @Override
  public boolean isValid(CharSequence value, ConstraintValidatorContext context) {
    return value == null
        || Verdict.of(
            Slug.fault(Slug.canonical(value.toString())),
            "must be letters and digits of any script with single hyphens between, at most "
                + Slug.MAX_LENGTH
                + " characters, and not look like an id",
            context);
  }
}
