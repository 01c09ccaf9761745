package io.masthead.body;

import com.ibm.icu.lang.UCharacter;
import io.masthead.text.Text;
import io.masthead.text.WebAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses as browsers read them, in the one spelling that is kept: absolute, with http, https,
 * mailto or tel, every sign that could end an attribute or a Markdown destination percent-encoded.
 */
final class Href {

  private static final Pattern MAIL = Pattern.compile("mailto:[^@?]+@[^@?]+(?:\\?.*)?");
  private static final Pattern PHONE = Pattern.compile("tel:\\+?[0-9().*#;=a-z-]+");
  private static final String UNSAFE = " \"<>\\^`{|}";

  private Href() {}

  /** The address of a link, or nothing where it leads nowhere that is allowed. */
  static Optional<String> link(String raw) {
    String address = clean(raw);
    String scheme = scheme(address);
    if (scheme.equals("mailto") || scheme.equals("tel")) {
      String kept = scheme + encode(address.substring(scheme.length()));
      boolean valid = (scheme.equals("mailto") ? MAIL : PHONE).matcher(kept).matches();
      return valid && kept.length() <= WebAddress.MAX_LENGTH ? Optional.of(kept) : Optional.empty();
    }
    return web(raw);
  }

  /** An http or https address; one that only lacks its scheme gets https. */
  static Optional<String> web(String raw) {
    String address = clean(raw);
    if (address.startsWith("//")) {
      address = "https:" + address;
    }
    String scheme = scheme(address);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return Optional.empty();
    }
    String rest = address.substring(scheme.length());
    int host = rest.startsWith("://") ? 3 : rest.length();
    int path = host;
    while (path < rest.length() && "/?#\\".indexOf(rest.charAt(path)) < 0) {
      path++;
    }
    String kept = scheme + rest.substring(0, path) + encode(rest.substring(path));
    return WebAddress.isValid(kept) ? Optional.of(kept) : Optional.empty();
  }

  private static String scheme(String address) {
    int colon = address.indexOf(':');
    return colon < 0 ? "" : address.substring(0, colon).toLowerCase(Locale.ROOT);
  }

  /** What the URL Standard does first: outer spaces and inner tabs and line breaks are no part. */
  static String clean(String raw) {
    if (raw == null) {
      return "";
    }
    int start = 0;
    int end = raw.length();
    while (start < end && raw.charAt(start) <= ' ') {
      start++;
    }
    while (end > start && raw.charAt(end - 1) <= ' ') {
      end--;
    }
    return raw.substring(start, end).replaceAll("[\t\n\r]", "");
  }

  private static String encode(String part) {
    StringBuilder out = new StringBuilder(part.length());
    boolean fragment = false;
    for (int i = 0, c; i < part.length(); i += Character.charCount(c)) {
      c = part.codePointAt(i);
      boolean brokenPercent = c == '%' && !isEscape(part, i);
      boolean secondHash = c == '#' && fragment;
      fragment |= c == '#';
      if (UNSAFE.indexOf(c) >= 0
          || c == '['
          || c == ']'
          || brokenPercent
          || secondHash
          || UCharacter.isISOControl(c)
          || Text.isNoncharacter(c)
          || UCharacter.isUWhiteSpace(c)
          || Text.isBidiControl(c)) {
        for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          out.append('%').append(String.format("%02X", octet));
        }
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  private static boolean isEscape(String part, int at) {
    return at + 2 < part.length()
        && Character.digit(part.charAt(at + 1), 16) >= 0
        && Character.digit(part.charAt(at + 2), 16) >= 0;
  }
}
