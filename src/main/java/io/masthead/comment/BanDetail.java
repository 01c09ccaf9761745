package io.masthead.comment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A ban; what it goes by is told, and not whose. */
@Schema(name = "Ban", description = "A ban; what it goes by is told, and not whose")
record BanDetail(
    @Schema(required = true) UUID id,
    @Schema(description = "The comment whose writer is banned") UUID comment,
    @Schema(required = true, description = "What the writer is known by", examples = "[\"guest\"]")
        List<BanTarget> by,
    @Schema(description = "With network: until when that can be told") Instant networkUntil,
    @Schema(required = true, description = "Whether the writer is not to notice") boolean shadow,
    @Schema(description = "Until when it holds; absent for good") Instant expiresAt,
    String note,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true, description = "Name of the moderator's key", examples = "desk tool")
        String createdBy,
    @Schema(
            description = "Where remove was asked for: how many comments were decided",
            examples = "3")
        Integer removed) {

  BanDetail withRemoved(int count) {
    return new BanDetail(
        id, comment, by, networkUntil, shadow, expiresAt, note, createdAt, createdBy, count);
  }
}
