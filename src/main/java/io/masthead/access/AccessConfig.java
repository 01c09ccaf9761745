package io.masthead.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;

/** Settings of access; see the table in the README. */
@ConfigMapping(prefix = "masthead")
interface AccessConfig {

  /** The administrator's key, instead of one made at the first start. */
  Optional<
          @Pattern(regexp = "\\S{16,}", message = "must have at least 16 characters and no space")
          String>
      adminKey();

  /** From an address with more of them no other key is looked up for a minute; 0 for no limit. */
  @WithDefault("60")
  @Min(0)
  int wrongKeysPerMinute();

  /** Whom a provider's token has to be for; {@link ProviderChoice} sees that there is one. */
  @WithName("oidc.audience")
  Optional<String> oidcAudience();

  /** The provider's names of roles with ours, as {@code theirs=ours}. */
  @WithName("oidc.roles")
  Optional<List<String>> oidcRoles();
}
