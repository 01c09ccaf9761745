package io.masthead.article;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether somebody edits an article, and whether it is the caller. */
@Schema(
    description = "Whether somebody says that they are editing an article, and whether it is you")
record EditLock(
    @Schema(required = true, description = "Whether the caller's key holds it") boolean held,
    @Schema(description = "Whoever holds it; absent where nobody does") Editing editing) {}
