package io.masthead.access;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What an identity provider calls our roles. */
final class RoleNames {

  /** Of several the first: what each may do that the next may not counts for more. */
  private static final List<Role> HIGHEST_FIRST =
      List.of(Role.ADMINISTRATOR, Role.EDITOR, Role.AUTHOR, Role.MODERATOR, Role.CONTRIBUTOR);

  private final Map<String, Role> roles;

  private RoleNames(Map<String, Role> roles) {
    this.roles = roles;
  }

  /**
   * @param pairs each {@code theirs=ours}; theirs may hold any sign but a comma
   * @throws IllegalArgumentException telling which one is none
   */
  static RoleNames of(Collection<String> pairs) {
    Map<String, Role> roles = new HashMap<>();
    for (String pair : pairs) {
      int sign = pair.lastIndexOf('=');
      String theirs = sign < 0 ? "" : pair.substring(0, sign).strip();
      String ours = pair.substring(sign + 1).strip();
      Role role =
          HIGHEST_FIRST.stream()
              .filter(r -> r.name().toLowerCase(Locale.ROOT).equals(ours))
              .findFirst()
              .orElse(null);
      if (theirs.isEmpty() || role == null) {
        throw new IllegalArgumentException(
            "'%s' is not a pair such as newsroom-editors=editor".formatted(pair.strip()));
      }
      if (roles.putIfAbsent(theirs, role) != null) {
        throw new IllegalArgumentException("'%s' is there twice".formatted(theirs));
      }
    }
    return new RoleNames(Map.copyOf(roles));
  }

  /** The highest of ours among theirs. */
  Optional<Role> highest(Collection<String> theirs) {
    return theirs.stream()
        .map(roles::get)
        .filter(Objects::nonNull)
        .min((a, b) -> HIGHEST_FIRST.indexOf(a) - HIGHEST_FIRST.indexOf(b));
  }
}
