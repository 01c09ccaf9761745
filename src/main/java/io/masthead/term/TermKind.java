package io.masthead.term;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The three kinds of term, each with the names that its lists are ordered and searched by. */
public enum TermKind {
  AUTHOR("sort_name", List.of("name", "sort_name")),
  SECTION("name", List.of("name")),
  TAG("name", List.of("name"));

  final String sortedBy;
  private final List<String> names;

  TermKind(String sortedBy, List<String> names) {
    this.sortedBy = sortedBy;
    this.names = names;
  }

  /** What one is called, and its table. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What they are called, and what answers show that list or name some. */
  public String plural() {
    return word() + "s";
  }

  /** The kind that is called so. */
  public static TermKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /**
   * What a list shows that is of the term that an id or slug means: another place in it, or another
   * meaning of the ref, makes it another list.
   *
   * @param ref in lower case
   */
  public String named(String ref) {
    return word() + "-" + ref;
  }

  /**
   * SQL for the id of the term that has a slug, else of the one that once had it. It takes the slug
   * twice.
   */
  public String idBySlug() {
    return idBySlug("?");
  }

  String idBySlug(String slug) {
    return """
        coalesce((select id from %1$s where slug = %2$s),
          (select %1$s_id from %1$s_slug where slug = %2$s))"""
        .formatted(word(), slug);
  }

  /**
   * SQL for the id of the term that another was merged into, else for the id itself. It takes the
   * id twice.
   */
  public String idById() {
    return "coalesce((select %1$s_id from %1$s_merged where id = ?), ?)".formatted(word());
  }

  /** A range of the C order, so that an index serves it whatever the prefix is. */
  String byPrefix() {
    return names.stream()
        .map(
            name ->
                """
                lower(%s collate "und-x-icu") collate "C"
                  between (lower(:prefix collate "und-x-icu") collate "C")
                    and ((lower(:prefix collate "und-x-icu") || chr(1114111)) collate "C")
                """
                    .formatted(name))
        .collect(Collectors.joining(" or ", "(", ")"));
  }
}
