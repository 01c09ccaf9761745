package io.masthead.text;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Optional;

/** Checks {@link Line}. */
public final class LineValidator implements ConstraintValidator<Line, CharSequence> {

  private int min;
  private int max;

  @Override
  public void initialize(Line line) {
    min = line.min();
    max = line.max();
  }

  @Override
  public boolean isValid(CharSequence value, ConstraintValidatorContext context) {
    if (value == null) {
      return true;
    }
    Optional<String> code =
        Text.faultOfLine(value.toString())
            .or(() -> Verdict.ofLength(Text.line(value.toString()), min, max));
    return Verdict.of(code, "must have " + min + " to " + max + " characters", context);
  }
}
