package io.masthead.edition;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is published under an author, a section with those below it, or a tag. */
@Schema(
    description =
        "What is published under it, of more than 200 articles as of a second ago; each co-author"
            + " gets the whole view")
record TermCounts(@Schema(required = true) long articles, @Schema(required = true) long views) {}
