package io.masthead.comment;

import java.util.regex.Pattern;

/** The words of a comment's HTML as readers see them, without its marks. */
final class PlainText {

  private static final Pattern INLINE = Pattern.compile("</?(?:em|strong|code|a)(?: [^>]*)?>");
  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  private PlainText() {}

  /**
   * @param html as {@link CommentHtml} writes it: every {@code <} begins a tag of its own
   */
  static String of(String html) {
    return TAG.matcher(INLINE.matcher(html).replaceAll(""))
        .replaceAll(" ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .strip();
  }
}
