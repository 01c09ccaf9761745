package io.masthead.comment;

import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a reader reports a comment. */
@Schema(description = "Why a reader reports a comment")
enum ReportReason {
  SPAM,
  ABUSE,
  OFF_TOPIC,
  PERSONAL_DATA,
  ILLEGAL,
  OTHER;

  /** As it is sent and stored. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
