package io.masthead.article;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A revision with what an editor had written then. */
@Schema(description = "A revision with what an editor had written then")
record RevisionDetail(
    @Schema(required = true) Revision revision,
    @Schema(
            required = true,
            ref = "ArticleRequest",
            description = "As it would be sent again; authors, sections and tags by id")
        ObjectNode article) {}
