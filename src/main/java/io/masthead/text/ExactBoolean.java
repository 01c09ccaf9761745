package io.masthead.text;

import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * A setting that is on or off. The framework's own converter takes a misspelt {@code ture} for off;
 * here it stops the start, as any other value that is none.
 */
public final class ExactBoolean implements Converter<Boolean> {

  @Override
  public Boolean convert(String value) {
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "on", "1" -> true;
      case "false", "no", "n", "off", "0" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }
}
