package io.masthead.comment;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether the caller likes a comment now, and how many do. */
@Schema(description = "Whether the caller likes a comment now, and how many do")
record LikeReceipt(
    @Schema(required = true) boolean liked,
    @Schema(required = true, description = "How many readers like it", examples = "7") int likes) {}
