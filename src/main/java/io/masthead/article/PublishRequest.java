package io.masthead.article;

import io.masthead.http.Faults;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How to publish; an empty object publishes now. */
@Schema(description = "How to publish; an empty object, or no body, publishes now")
record PublishRequest(
    @Schema(
            description =
                "A time to come, at most ten years ahead, schedules it; a past one is what readers"
                    + " see as its time, which takes an editor. RFC 3339; the offset may be left"
                    + " out where a timeZone says whose clocks are meant",
            maxLength = 40,
            examples = "2031-12-01T09:00:00+05:00")
        String at,
    @Schema(
            description =
                "When readers lose it again: after at, and at most ten years ahead. It is written"
                    + " as at is; what was said before stays where this is absent",
            maxLength = 40,
            examples = "2031-12-31T18:00:00+05:00")
        String unpublishAt,
    @Schema(
            description =
                "The zone (IANA) of both times. Clock times that it skips or shows twice are"
                    + " refused; one of the latter takes its offset",
            maxLength = 64,
            examples = "Asia/Almaty")
        String timeZone,
    @Schema(description = "True where readers would call the change an update: sets updatedAt")
        Boolean update) {

  static final PublishRequest NOW = new PublishRequest(null, null, null, null);

  /** The times that are asked for; null where one is not. */
  record Times(AskedTime at, AskedTime unpublishAt) {}

  /**
   * @param ends when readers lose it by what was said before, or null
   * @throws io.masthead.http.ProblemException 400 or 422 naming what is wrong with the times
   */
  Times times(Instant ends, Instant now) {
    Faults faults = new Faults();
    AskedTime from = at == null ? null : AskedTime.read(at, timeZone, "/at", faults);
    AskedTime until =
        unpublishAt == null ? null : AskedTime.read(unpublishAt, timeZone, "/unpublishAt", faults);
    if (from != null) {
      from.requireNotTooFar(now, "/at", faults);
    }
    if (until != null) {
      until.requireAhead(now, "/unpublishAt", faults);
    }
    Instant end = until == null ? ends : until.instant();
    if (from != null && end != null && !end.isAfter(from.instant())) {
      faults.broken(ExpiryRequest.tooEarly(unpublishAt == null ? "/at" : "/unpublishAt"));
    }
    faults.raise();
    return new Times(from, until);
  }
}
