package io.masthead.article;

import io.masthead.http.Faults;
import io.masthead.text.Line;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** When to publish a package; an empty object publishes now. */
@Schema(description = "When to publish; an empty object, or no body, publishes now")
record PackagePublishRequest(
    @Line(max = 40)
        @Schema(
            description =
                "A time to come, at most ten years ahead, schedules all of it; a past one is what"
                    + " readers see as its time. RFC 3339; the offset may be left out where a"
                    + " timeZone says whose clocks are meant",
            examples = "2031-12-01T09:00:00+05:00")
        String at,
    @Line(max = 64) @Schema(description = "The zone (IANA) of the time", examples = "Asia/Almaty")
        String timeZone) {

  static final PackagePublishRequest NOW = new PackagePublishRequest(null, null);

  /**
   * The time that is asked for, or null for now.
   *
   * @throws io.masthead.http.ProblemException 400 or 422 naming what is wrong with it
   */
  AskedTime time(Instant now) {
    if (at == null) {
      return null;
    }
    Faults faults = new Faults();
    AskedTime time = AskedTime.read(at, timeZone, "/at", faults);
    if (time != null) {
      time.requireNotTooFar(now, "/at", faults);
    }
    faults.raise();
    return time;
  }
}
