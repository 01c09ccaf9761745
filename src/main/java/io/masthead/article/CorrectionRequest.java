package io.masthead.article;

import io.masthead.edition.CorrectionKind;
import io.masthead.text.Prose;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is put right in a published article. */
@Schema(description = "What is put right in a published article, in the words that readers get")
record CorrectionRequest(
    @NotNull
        @Schema(description = "A retraction also keeps the article out of search engines for good")
        CorrectionKind kind,
    @NotNull @Prose(max = 2000) @Schema(examples = "The bridge is 120 metres long, not 210.")
        String text) {}
