package io.masthead.term;

import io.masthead.database.Sql;
import io.masthead.http.Fault;
import io.masthead.http.Json;
import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
import io.masthead.text.Slug;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * Terms that were merged into others: what finds them, ids too, finds those from then on. Used in
 * the caller's transaction, with the kind's lock.
 */
@ApplicationScoped
public class TermMerges {

  private static final String HEIR_OF_ID = "select %1$s_id from %1$s_merged where id = ?";

  /** A slug that is one's own by now says nothing of the one that had it. */
  private static final String HEIR_OF_SLUG =
      """
      select m.%1$s_id from %1$s_merged m
      where m.slug = ? and not exists (select from %1$s t where t.slug = m.slug)
      limit 1
      """;

  private static final String LEAVE =
      "insert into %1$s_merged (id, slug, %1$s_id) values (?, ?, ?)";

  @Inject Sql sql;
  @Inject TermSlugs slugs;

  /**
   * Whether the one that the ref named was merged into the one that is asked for already.
   *
   * @param heir the id of the one that is asked for, or null where there is none
   * @throws ProblemException 409 where it was merged into another
   */
  public boolean isDone(TermKind kind, String ref, UUID heir) {
    Optional<UUID> now = heirOf(kind, ref);
    now.filter(merged -> !merged.equals(heir))
        .ifPresent(
            merged -> {
              throw ProblemException.conflict(
                  ProblemType.CONFLICT, "It was merged into another already.", merged);
            });
    return now.isPresent();
  }

  /**
   * Accepts who takes over from a term that is to be merged.
   *
   * @param into what names the heir
   * @param heir the id that it means, or null where it means none
   * @throws ProblemException 422 where it means none, or the same; 409 where it names one that was
   *     itself merged
   */
  public void check(TermKind kind, UUID from, String into, UUID heir) {
    if (heir == null) {
      throw refused("not_found", "there is no such " + kind.word());
    }
    if (heirOf(kind, into).isPresent()) {
      throw ProblemException.conflict(
          ProblemType.CONFLICT,
          "The %s named by into was itself merged into another.".formatted(kind.word()),
          heir);
    }
    if (heir.equals(from)) {
      throw refused("invalid_value", "another " + kind.word() + " is wanted");
    }
  }

  /** The fault of a heir that cannot take over. */
  public static ProblemException refused(String code, String detail) {
    return ProblemException.validation(Fault.at("/into", code, detail));
  }

  /** The id and all slugs of a term that is about to be deleted lead to its heir from now on. */
  public void leave(TermKind kind, UUID from, String slug, UUID heir) {
    slugs.handOver(kind, from, slug, heir);
    sql.update(LEAVE.formatted(kind.word()), from, slug, heir);
  }

  private Optional<UUID> heirOf(TermKind kind, String ref) {
    boolean byId = Json.isUuid(ref);
    return sql.first(
        (byId ? HEIR_OF_ID : HEIR_OF_SLUG).formatted(kind.word()),
        row -> row.getObject(1, UUID.class),
        byId ? UUID.fromString(ref) : Slug.canonical(ref));
  }
}
