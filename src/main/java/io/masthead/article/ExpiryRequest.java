package io.masthead.article;

import io.masthead.http.Fault;
import io.masthead.http.Faults;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** When readers lose an article. */
@Schema(description = "When readers lose it")
record ExpiryRequest(
    @NotNull
        @Schema(
            description =
                "A time to come, at most ten years ahead, and after that of its publication. RFC"
                    + " 3339; the offset may be left out where a timeZone says whose clocks are"
                    + " meant",
            maxLength = 40,
            examples = "2031-12-31T18:00:00+05:00")
        String at,
    @Schema(description = "The zone (IANA) of the time", maxLength = 64, examples = "Asia/Almaty")
        String timeZone) {

  /**
   * @param begins when it is scheduled for, or null
   * @throws io.masthead.http.ProblemException 400 or 422 naming what is wrong with it
   */
  AskedTime time(Instant begins, Instant now) {
    Faults faults = new Faults();
    AskedTime time = AskedTime.read(at, timeZone, "/at", faults);
    if (time != null) {
      time.requireAhead(now, "/at", faults);
      if (begins != null && !time.instant().isAfter(begins)) {
        faults.broken(tooEarly("/at"));
      }
    }
    faults.raise();
    return time;
  }

  static Fault tooEarly(String pointer) {
    return Fault.at(pointer, "invalid_value", "it would end before it is published");
  }
}
