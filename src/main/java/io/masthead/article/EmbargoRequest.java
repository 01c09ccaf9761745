package io.masthead.article;

import io.masthead.http.Faults;
import io.masthead.text.Prose;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Until when an article may not be published, and why. */
@Schema(description = "Until when it may not be published, and why")
record EmbargoRequest(
    @NotNull
        @Schema(
            description =
                "A time to come, at most ten years ahead. RFC 3339; the offset may be left out"
                    + " where a timeZone says whose clocks are meant",
            maxLength = 40,
            examples = "2031-12-01T09:00:00+05:00")
        String until,
    @Schema(description = "The zone (IANA) of the time", maxLength = 64, examples = "Asia/Almaty")
        String timeZone,
    @NotNull
        @Prose(max = 500)
        @Schema(
            maxLength = 500,
            description = "Why, and by whose word",
            examples = "The ministry publishes at nine.")
        String reason) {

  /**
   * @throws io.masthead.http.ProblemException 400 or 422 naming what is wrong with it
   */
  Instant end(Instant now) {
    Faults faults = new Faults();
    AskedTime time = AskedTime.read(until, timeZone, "/until", faults);
    if (time != null) {
      time.requireAhead(now, "/until", faults);
    }
    faults.raise();
    return time.instant();
  }
}
