package io.masthead.edition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A published article for whoever looks through its words.
 *
 * @param revision greater after each change
 * @param document as lists show it
 * @param text its body, plain
 * @param terms its authors and tags, and its sections with those above them
 */
public record EditionText(
    UUID article,
    long revision,
    String lang,
    Instant publishedAt,
    ObjectNode document,
    String text,
    List<UUID> terms) {}
