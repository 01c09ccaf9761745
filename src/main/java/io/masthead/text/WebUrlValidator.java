package io.masthead.text;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Optional;

/** Checks {@link WebUrl}. */
public final class WebUrlValidator implements ConstraintValidator<WebUrl, CharSequence> {

  private boolean httpsOnly;
  private boolean asciiOnly;

  @Override
  public void initialize(WebUrl url) {
    httpsOnly = url.httpsOnly();
    asciiOnly = url.asciiOnly();
  }

  @Override
  public boolean isValid(CharSequence value, ConstraintValidatorContext context) {
    return value == null
        || Verdict.of(
            fault(value.toString()),
            "must be an absolute "
                + (httpsOnly ? "https" : "http or https")
                + " address of at most "
                + WebAddress.MAX_LENGTH
                + " characters"
                + (asciiOnly ? " of ASCII" : ""),
            context);
  }

  private Optional<String> fault(String address) {
    return WebAddress.fault(address, httpsOnly)
        .or(
            () ->
                asciiOnly && address.chars().anyMatch(c -> c > 127)
                    ? Optional.of("invalid_format")
                    : Optional.empty());
  }
}
