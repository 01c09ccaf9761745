package io.masthead.text;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Optional;

/** Checks {@link Prose}. */
public final class ProseValidator implements ConstraintValidator<Prose, CharSequence> {

  private int min;
  private int max;

  @Override
  public void initialize(Prose prose) {
    min = prose.min();
    max = prose.max();
  }

  @Override
  public boolean isValid(CharSequence value, ConstraintValidatorContext context) {
    if (value == null) {
      return true;
    }
    Optional<String> code =
        Text.faultOfProse(value.toString())
            .or(() -> Verdict.ofLength(Text.prose(value.toString()), min, max));
    return Verdict.of(code, "must have " + min + " to " + max + " characters", context);
  }
}
