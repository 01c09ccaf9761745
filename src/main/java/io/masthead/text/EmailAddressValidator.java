package io.masthead.text;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.net.IDN;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks {@link EmailAddress}. */
public final class EmailAddressValidator
    implements ConstraintValidator<EmailAddress, CharSequence> {

  private static final int MAX_LENGTH = 254;

  // RFC 5321 without quoted local parts, which no mailbox a newsroom writes to has; RFC 6531
  // letters
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?=[^@]{1,64}@)[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+"
              + "(?:\\.[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*@([^@\\s]+)");

  @Override
  public boolean isValid(CharSequence value, ConstraintValidatorContext context) {
    return value == null
        || Verdict.of(
            fault(value.toString()),
            "must be an e-mail address of at most 254 characters",
            context);
  }

  private static Optional<String> fault(String address) {
    if (address.isEmpty()) {
      return Optional.of("required");
    }
    if (Text.length(address) > MAX_LENGTH) {
      return Optional.of("too_long");
    }
    Optional<String> sign = Text.faultOfLine(address);
    if (sign.isPresent()) {
      return sign;
    }
    Matcher shape = SHAPE.matcher(address);
    boolean valid = shape.matches() && isDomain(shape.group(1));
    return valid ? Optional.empty() : Optional.of("invalid_format");
  }

  private static boolean isDomain(String domain) {
    try {
      String name = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
      return !name.isEmpty() && name.length() <= 253 && !name.startsWith(".");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
