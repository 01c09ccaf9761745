package io.masthead.http;

/**
 * The precondition of a change (RFC 9110, 13.1.1): the strong tags of the versions that the caller
 * has seen. {@code *} stands for whatever it is now.
 */
public final class IfMatch {

  static final int MAX_LENGTH = 1000;

  private final String header;

  private IfMatch(String header) {
    this.header = header;
  }

  /**
   * @throws ProblemException 428 without the header, 400 where it is longer than any list of tags
   */
  public static IfMatch of(String header) {
    if (header == null || header.isBlank()) {
      throw new ProblemException(
          ProblemType.PRECONDITION_REQUIRED,
          "Send If-Match with the ETag of the version that you change.",
          java.util.List.of(Fault.header("If-Match", "required", "the header is required")));
    }
    if (header.length() > MAX_LENGTH) {
      throw ProblemException.badRequest(
          Fault.header("If-Match", "too_long", "at most " + MAX_LENGTH + " characters"));
    }
    return new IfMatch(header);
  }

  /** The tag of a version, as in {@code ETag}. */
  public static String tag(int version) {
    return "\"" + version + "\"";
  }

  /**
   * @throws ProblemException 412 where the version is another; a weak tag never matches
   */
  public void check(int version) {
    if (!fits(version)) {
      throw ProblemException.stale(version, null);
    }
  }

  /** Whether the caller has seen this version, or takes any. */
  public boolean fits(int version) {
    for (String candidate : header.split(",")) {
      String tag = candidate.strip();
      if (tag.equals("*") || tag.equals(tag(version))) {
        return true;
      }
    }
    return false;
  }
}
