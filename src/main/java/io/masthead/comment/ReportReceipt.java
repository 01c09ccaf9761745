package io.masthead.comment;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** That a report arrived; what comes of it is not told. */
@Schema(
    name = "CommentReportReceipt",
    description = "That a report arrived; what comes of it is not told")
record ReportReceipt(@Schema(required = true) boolean received) {}
