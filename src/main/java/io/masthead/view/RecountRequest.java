package io.masthead.view;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Asks for the proof of the totals. */
@Schema(name = "RecountRequest", description = "Asks for the proof of the totals")
record RecountRequest(
    @NotNull @Schema(description = "Whether to set right what differs", examples = "false")
        Boolean repair) {}
