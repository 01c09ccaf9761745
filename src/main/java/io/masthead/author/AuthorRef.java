package io.masthead.author;

import java.util.UUID;

/**
 * An author as other rooms name one.
 *
 * @param kind {@code staff}, {@code contributor}, {@code guest}, {@code agency} or {@code
 *     organisation}
 */
public record AuthorRef(UUID id, String slug, String name, String kind) {}
