package io.masthead.access;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Settings of access; see the table in the README. */
@ConfigMapping(prefix = "masthead")
interface AccessConfig {

  /** The administrator's key, instead of one made at the first start. */
  Optional<String> adminKey();
}
