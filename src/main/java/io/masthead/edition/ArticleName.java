package io.masthead.edition;

import java.util.UUID;

/** What a published article is called, for lists that only name it. */
public record ArticleName(UUID id, String slug, String lang, String title) {}
