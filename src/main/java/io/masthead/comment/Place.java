package io.masthead.comment;

import java.util.UUID;

/** Where a comment stands in its thread, for those that answer it. */
record Place(UUID id, UUID articleId, byte[] path, int depth, boolean published) {}
