package io.masthead.edition;

import io.masthead.body.Body;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * A finished edition, as publishing hands it down.
 *
 * @param document what is sent, without body and counts
 * @param pinnedUntil until when it is pinned, or null
 * @param sections the sections it stands in, primary first
 * @param authors of the bylines that have one
 */
public record Edition(
    ArticleDocument document,
    Body body,
    Instant pinnedUntil,
    List<UUID> sections,
    Collection<UUID> authors,
    Collection<UUID> tags) {}
