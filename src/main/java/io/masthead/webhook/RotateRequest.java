package io.masthead.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How to change secrets. */
@Schema(description = "How to change secrets")
record RotateRequest(
    @Min(0)
        @Max(604_800)
        @Schema(
            description =
                "How long the secret before goes on signing beside the new one, seconds; 0 where it"
                    + " has leaked",
            defaultValue = "86400",
            examples = "86400")
        Integer keepOldFor) {

  RotateRequest {
    keepOldFor = keepOldFor == null ? Integer.valueOf(86_400) : keepOldFor;
  }
}
