package io.masthead.edition;

import java.util.UUID;

/** Which revision of an article is published; each is greater than all that were before. */
public record EditionRevision(UUID article, long revision) {}
