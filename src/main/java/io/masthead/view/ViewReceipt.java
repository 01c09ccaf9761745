package io.masthead.view;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to a hit. */
@Schema(name = "ViewReceipt", description = "The answer to a hit")
record ViewReceipt(
    @Schema(required = true, description = "Whether it made the count rise", examples = "true")
        boolean counted,
    @Schema(
            required = true,
            description = "The article's views, this one with them",
            examples = "45")
        long views,
    @Schema(
            description =
                "With explain=true and a key: why it did not count. One of no_agent, bot, prefetch,"
                    + " newsroom, repeat; others may be added",
            examples = "newsroom")
        String reason) {

  ViewReceipt withoutReason() {
    return new ViewReceipt(counted, views, null);
  }
}
