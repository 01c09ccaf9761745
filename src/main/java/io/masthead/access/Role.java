package io.masthead.access;

import java.util.Locale;
import java.util.Set;

/** What a key may do; a wider role includes the narrower ones that it lists. */
public enum Role {
  /** Own drafts, and submitting them. */
  CONTRIBUTOR(Set.of(Names.CONTRIBUTOR)),
  /** Own articles, and publishing them. */
  AUTHOR(Set.of(Names.CONTRIBUTOR, Names.AUTHOR)),
  /** All content and moderation. */
  EDITOR(Set.of(Names.CONTRIBUTOR, Names.AUTHOR, Names.EDITOR, Names.MODERATOR)),
  /** Comments only. */
  MODERATOR(Set.of(Names.MODERATOR)),
  /** Everything, keys included. */
  ADMINISTRATOR(
      Set.of(Names.CONTRIBUTOR, Names.AUTHOR, Names.EDITOR, Names.MODERATOR, Names.ADMINISTRATOR));

  /** The roles as {@code @RolesAllowed} names them. */
  public static final class Names {
    public static final String CONTRIBUTOR = "contributor";
    public static final String AUTHOR = "author";
    public static final String EDITOR = "editor";
    public static final String MODERATOR = "moderator";
    public static final String ADMINISTRATOR = "administrator";

    private Names() {}
  }

  private final Set<String> included;

  Role(Set<String> included) {
    this.included = included;
  }

  Set<String> included() {
    return included;
  }

  public boolean includes(Role other) {
    return included.contains(other.name().toLowerCase(Locale.ROOT));
  }
}
