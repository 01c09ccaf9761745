package io.masthead.text;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks {@link AddressPattern}. */
public final class AddressPatternValidator
    implements ConstraintValidator<AddressPattern, CharSequence> {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  private List<String> knows;
  private List<String> needs;

  @Override
  public void initialize(AddressPattern pattern) {
    knows = Arrays.asList(pattern.knows());
    needs = Arrays.asList(pattern.needs());
  }

  @Override
  public boolean isValid(CharSequence value, ConstraintValidatorContext context) {
    if (value == null) {
      return true;
    }
    List<String> named =
        PLACEHOLDER.matcher(value).results().map((MatchResult found) -> found.group(1)).toList();
    if (!knows.containsAll(named)) {
      return refused("may have no other names in braces than " + inBraces(knows, " and "), context);
    }
    if (needs.stream().noneMatch(named::contains)) {
      return refused("must have " + inBraces(needs, " or ") + " in it", context);
    }
    return WebAddress.isValid(PLACEHOLDER.matcher(value).replaceAll("x"))
        || refused("must be an absolute http or https address", context);
  }

  private static String inBraces(List<String> names, String last) {
    return names.stream().map(name -> "{" + name + "}").collect(Collectors.joining(last));
  }

  private static boolean refused(String why, ConstraintValidatorContext context) {
    context.disableDefaultConstraintViolation();
    // Braces are the templates' own signs.
    context
        .buildConstraintViolationWithTemplate(why.replace("{", "\\{").replace("}", "\\}"))
        .addConstraintViolation();
    return false;
  }
}
