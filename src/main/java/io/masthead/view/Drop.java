package io.masthead.view;

/** Why a hit does not count. */
enum Drop {
  /** It names no agent. */
  NO_AGENT,
  /** Its agent is a known crawler, previewer, monitor or library. */
  BOT,
  /** A browser fetched ahead what nobody may ever look at. */
  PREFETCH,
  /** It asks for a range only, as players and downloads do. */
  PART,
  /** It says that it does not want to be tracked, and the site's settings heed that. */
  DO_NOT_TRACK,
  /** It says that its data is not to be shared, and the site's settings heed that. */
  PRIVACY_CONTROL,
  /** It came with a key of the newsroom. */
  NEWSROOM,
  /** The same visitor was counted within the window. */
  REPEAT
}
