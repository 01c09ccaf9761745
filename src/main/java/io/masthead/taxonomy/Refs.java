package io.masthead.taxonomy;

import io.masthead.http.Json;
import io.masthead.text.Slug;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;

/** Refs as requests hold them: ids and slugs mixed, in any spelling. */
final class Refs {

  private Refs() {}

  /**
   * Finds many in one read.
   *
   * @param read gives the terms with one of these ids or slugs
   * @return what was found, by the ref as it was given
   */
  static Map<String, TermRef> find(
      Collection<String> refs, BiFunction<List<UUID>, List<String>, List<TermRef>> read) {
    List<UUID> ids = new ArrayList<>();
    List<String> slugs = new ArrayList<>();
    for (String ref : refs) {
      if (Json.isUuid(ref)) {
        ids.add(UUID.fromString(ref));
      } else if (Slug.isValid(Slug.canonical(ref))) {
        slugs.add(Slug.canonical(ref));
      }
    }
    Map<String, TermRef> byRef = new HashMap<>();
    if (ids.isEmpty() && slugs.isEmpty()) {
      return byRef;
    }
    Map<UUID, TermRef> byId = new HashMap<>();
    Map<String, TermRef> bySlug = new HashMap<>();
    for (TermRef term : read.apply(ids, slugs)) {
      byId.put(term.id(), term);
      bySlug.put(term.slug(), term);
    }
    for (String ref : refs) {
      TermRef term =
          Json.isUuid(ref) ? byId.get(UUID.fromString(ref)) : bySlug.get(Slug.canonical(ref));
      if (term != null) {
        byRef.put(ref, term);
      }
    }
    return byRef;
  }
}
