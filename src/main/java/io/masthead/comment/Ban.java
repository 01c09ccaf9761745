package io.masthead.comment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Whom a ban keeps out, by hashes of which any may be null, and for how long. */
record Ban(
    UUID id,
    byte[] guest,
    byte[] emailHash,
    byte[] visitor,
    LocalDate visitorDay,
    UUID comment,
    boolean shadow,
    String note,
    Instant expiresAt,
    Instant createdAt,
    String by) {

  BanDetail detail() {
    List<BanTarget> targets = new ArrayList<>();
    if (guest != null) {
      targets.add(BanTarget.GUEST);
    }
    if (emailHash != null) {
      targets.add(BanTarget.EMAIL);
    }
    if (visitor != null) {
      targets.add(BanTarget.NETWORK);
    }
    return new BanDetail(
        id,
        comment,
        targets,
        visitorDay == null ? null : visitorDay.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
        shadow,
        expiresAt,
        note,
        createdAt,
        by,
        null);
  }
}
