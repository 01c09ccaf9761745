package io.masthead.http;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Ends a request with a problem. The one base of all errors that a room raises on purpose; it has
 * no stack trace, since it is an answer and not a fault of ours.
 */
public final class ProblemException extends RuntimeException {

  final ProblemType type;
  final List<Fault> faults;
  final Map<String, String> headers = new LinkedHashMap<>();
  Integer currentVersion;
  String currentVersionBy;
  String reason;
  Instant takenDownAt;
  String conflictsWith;
  Map<String, Integer> uses = Map.of();

  public ProblemException(ProblemType type, String detail, List<Fault> faults) {
    super(detail, null, false, false);
    this.type = type;
    this.faults = List.copyOf(faults);
  }

  public ProblemException(ProblemType type, String detail) {
    this(type, detail, List.of());
  }

  public ProblemType type() {
    return type;
  }

  public List<Fault> faults() {
    return faults;
  }

  /** The same answer whatever the reason: never existed, a draft, unpublished, in the bin. */
  public static ProblemException notFound() {
    return new ProblemException(
        ProblemType.NOT_FOUND, "No resource is visible under this address.");
  }

  public static ProblemException badRequest(List<Fault> faults) {
    return new ProblemException(ProblemType.BAD_REQUEST, detailOf(faults), faults);
  }

  public static ProblemException badRequest(Fault fault) {
    return badRequest(List.of(fault));
  }

  public static ProblemException validation(List<Fault> faults) {
    return new ProblemException(ProblemType.VALIDATION, detailOf(faults), faults);
  }

  public static ProblemException validation(Fault fault) {
    return validation(List.of(fault));
  }

  /** A conflict of state; {@code conflictsWith} is the id of what stands in the way, or null. */
  public static ProblemException conflict(ProblemType type, String detail, Object conflictsWith) {
    ProblemException e = new ProblemException(type, detail);
    e.conflictsWith = conflictsWith == null ? null : conflictsWith.toString();
    return e;
  }

  /** 409: a slug that was asked for belongs to another; {@code holder} is its id, or null. */
  public static ProblemException slugTaken(Object holder) {
    ProblemException e =
        new ProblemException(
            ProblemType.SLUG_TAKEN,
            "Another has, or once had, this slug.",
            List.of(Fault.at("/slug", "not_unique", "the slug is taken")));
    e.conflictsWith = holder == null ? null : holder.toString();
    return e;
  }

  /** 409: what would be deleted is used; {@code uses} tells by what, and how often. */
  public static ProblemException inUse(Map<String, Integer> uses) {
    String all =
        uses.entrySet().stream()
            .map(use -> use.getKey() + ": " + use.getValue())
            .collect(Collectors.joining(", "));
    ProblemException e = new ProblemException(ProblemType.IN_USE, "It is used by " + all + ".");
    e.uses = uses;
    return e;
  }

  /** 412, telling the version that stands now, and whose it is, or null. */
  public static ProblemException stale(int currentVersion, String by) {
    ProblemException e =
        new ProblemException(
            ProblemType.PRECONDITION_FAILED,
            "The resource is at version %d%s."
                .formatted(currentVersion, by == null ? "" : ", by " + by));
    e.currentVersion = currentVersion;
    e.currentVersionBy = by;
    e.headers.put("ETag", "\"" + currentVersion + "\"");
    return e;
  }

  /** 410: taken down for good, for this reason, then. */
  public static ProblemException gone(String reason, Instant at) {
    ProblemException e = new ProblemException(ProblemType.GONE, "It was taken down for good.");
    e.reason = reason;
    e.takenDownAt = at;
    return e;
  }

  /** 503 that asks to come back. */
  public static ProblemException unavailable(String detail) {
    return new ProblemException(ProblemType.UNAVAILABLE, detail).with("Retry-After", "1");
  }

  public ProblemException with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  private static String detailOf(List<Fault> faults) {
    return faults.size() == 1 ? faults.get(0).detail() : faults.size() + " faults, see errors.";
  }
}
