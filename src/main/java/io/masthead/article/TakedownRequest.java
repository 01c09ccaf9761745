package io.masthead.article;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why it is taken down. */
@Schema(description = "Why it is taken down; readers are told with the 410")
record TakedownRequest(@NotNull TakedownReason reason) {}
