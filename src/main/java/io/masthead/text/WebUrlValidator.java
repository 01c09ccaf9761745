package io.masthead.text;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** Checks {@link WebUrl}. */
public final class WebUrlValidator implements ConstraintValidator<WebUrl, CharSequence> {

  private boolean httpsOnly;

  @Override
  public void initialize(WebUrl url) {
    httpsOnly = url.httpsOnly();
  }

  @Override
  public boolean isValid(CharSequence value, ConstraintValidatorContext context) {
    return value == null
        || Verdict.of(
            WebAddress.fault(value.toString(), httpsOnly),
            "must be an absolute "
                + (httpsOnly ? "https" : "http or https")
                + " address of at most "
                + WebAddress.MAX_LENGTH
                + " characters",
            context);
  }
}
