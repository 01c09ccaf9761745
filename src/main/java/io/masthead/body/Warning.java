package io.masthead.body;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something of a source that its body does not hold, or holds in another form. */
@JsonPropertyOrder({"code", "detail"})
public record Warning(
    @Schema(required = true, examples = "dropped_element") String code,
    @Schema(required = true, examples = "script (2×)") String detail) {}
