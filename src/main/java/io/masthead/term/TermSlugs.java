package io.masthead.term;

import io.masthead.cache.Changes;
import io.masthead.database.Sql;
import io.masthead.http.Fault;
import io.masthead.http.Json;
import io.masthead.http.ProblemException;
import io.masthead.text.Slug;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * Gives terms their slugs and finds terms by them. A slug that a term had stays that term's: it
 * finds it for ever, and no other of its kind is given it. Used in the caller's transaction.
 */
@ApplicationScoped
public class TermSlugs {

  private static final String LOCK =
      "select count(*) from pg_advisory_xact_lock(hashtext('masthead.' || ?))";

  private static final String HOLDERS =
      """
      select s.slug as ref, %2$s as id from unnest(?) as s (slug)
      union all
      select m.id::text, m.%1$s_id from %1$s_merged m where m.id = any (?::uuid[])
      """;

  private static final String TAKEN =
      """
      select slug from %1$s where slug = any (?) and id <> ?
      union
      select slug from %1$s_slug where slug = any (?) and %1$s_id <> ?
      """;

  private static final String KEEP =
      """
      insert into %1$s_slug (slug, %1$s_id) values (?, ?)
      on conflict (slug) do update set %1$s_id = excluded.%1$s_id
      """;

  private static final String TAKE_BACK = "delete from %s_slug where slug = ?";

  private static final String HAND_OVER =
      "update %1$s_slug set %1$s_id = ? where %1$s_id = ? returning slug";

  private static final String HAND_ON =
      "update %1$s_merged set %1$s_id = ? where %1$s_id = ? returning id::text";

  @Inject Sql sql;
  @Inject Changes changes;

  /**
   * Whoever changes terms of a kind waits here for the one before, so that slugs are given out
   * once; what shows such terms to readers is made anew.
   */
  public void lock(TermKind kind) {
    changes.of(kind.plural());
    sql.first(LOCK, row -> row.getLong(1), kind.word());
  }

  public Optional<UUID> find(TermKind kind, String ref) {
    return Optional.ofNullable(find(kind, List.of(ref)).get(ref));
  }

  /**
   * Finds many at once.
   *
   * @return the ids by the ref as it was given; of one given as an id nothing is known but what it
   *     was merged into
   */
  public Map<String, UUID> find(TermKind kind, Collection<String> refs) {
    TreeSet<String> slugs = new TreeSet<>();
    TreeSet<UUID> given = new TreeSet<>();
    for (String ref : refs) {
      if (Json.isUuid(ref)) {
        given.add(UUID.fromString(ref));
      } else if (Slug.isValid(Slug.canonical(ref))) {
        slugs.add(Slug.canonical(ref));
      }
    }
    Map<String, UUID> meant =
        slugs.isEmpty() && given.isEmpty() ? Map.of() : holders(kind, slugs, given);
    Map<String, UUID> byRef = new HashMap<>();
    for (String ref : refs) {
      UUID id;
      if (Json.isUuid(ref)) {
        UUID own = UUID.fromString(ref);
        id = meant.getOrDefault(own.toString(), own);
      } else {
        id = meant.get(Slug.canonical(ref));
      }
      if (id != null) {
        byRef.put(ref, id);
      }
    }
    return byRef;
  }

  /**
   * Finds what many refs mean at once.
   *
   * @param read gives the terms of these ids
   * @return what was found, by the ref as it was given
   */
  public <T> Map<String, T> find(
      TermKind kind,
      Collection<String> refs,
      Function<Collection<UUID>, List<T>> read,
      Function<T, UUID> id) {
    Map<String, UUID> ids = find(kind, refs);
    Map<String, T> byRef = new HashMap<>();
    if (!ids.isEmpty()) {
      Map<UUID, T> byId = new HashMap<>();
      read.apply(ids.values()).forEach(term -> byId.put(id.apply(term), term));
      ids.forEach((ref, meant) -> byRef.computeIfAbsent(ref, r -> byId.get(meant)));
    }
    return byRef;
  }

  private Map<String, UUID> holders(TermKind kind, Collection<String> slugs, Collection<UUID> ids) {
    Map<String, UUID> holders = new HashMap<>();
    sql.list(
        HOLDERS.formatted(kind.word(), kind.idBySlug("s.slug")),
        row -> holders.put(row.getString("ref"), Sql.uuid(row, "id")),
        slugs,
        ids);
    return holders;
  }

  /**
   * The slug that a term gets: the wanted one, which may be one that it had, or one made from the
   * name where none is wanted.
   *
   * @throws ProblemException 409 where the wanted one is, or was, another's
   */
  public String choose(TermKind kind, UUID id, String wanted, String name) {
    if (wanted == null) {
      return Slug.free(Slug.of(name), slugs -> taken(kind, slugs, id));
    }
    find(kind, wanted)
        .filter(holder -> !holder.equals(id))
        .ifPresent(
            holder -> {
              throw ProblemException.slugTaken(holder);
            });
    return wanted;
  }

  private List<String> taken(TermKind kind, List<String> slugs, UUID id) {
    return sql.list(TAKEN.formatted(kind.word()), row -> row.getString(1), slugs, id, slugs, id);
  }

  /** The term has another slug now, and keeps the one before. */
  public void change(TermKind kind, UUID id, String before, String now) {
    if (!before.equals(now)) {
      sql.update(TAKE_BACK.formatted(kind.word()), now);
      sql.update(KEEP.formatted(kind.word()), before, id);
      changes.of(kind.named(now));
    }
  }

  /**
   * Accepts who takes over from a term that is to be deleted.
   *
   * @param heir the id that {@code reassignTo} means, or null where it means none
   * @throws ProblemException 422 where it means none, or the same
   */
  public static void checkHeir(TermKind kind, UUID from, UUID heir) {
    if (heir == null) {
      throw ProblemException.validation(
          Fault.parameter("reassignTo", "not_found", "there is no such " + kind.word()));
    }
    if (heir.equals(from)) {
      throw ProblemException.validation(
          Fault.parameter("reassignTo", "invalid_value", "another " + kind.word() + " is wanted"));
    }
  }

  /**
   * All slugs of a term that is about to be deleted lead to its heir from now on, and so do the ids
   * of those that were merged into it.
   */
  public void handOver(TermKind kind, UUID from, String slug, UUID heir) {
    changes.of(kind.named(from.toString()), kind.named(slug));
    for (String statement : List.of(HAND_ON, HAND_OVER)) {
      sql.list(statement.formatted(kind.word()), row -> row.getString(1), heir, from)
          .forEach(ref -> changes.of(kind.named(ref)));
    }
    sql.update(KEEP.formatted(kind.word()), slug, heir);
  }
}
