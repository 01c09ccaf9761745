package io.masthead.view;

/** Why a hit does not count. */
enum Drop {
  /** It names no agent. */
  NO_AGENT,
  /** Its agent is a known crawler, previewer, monitor or library. */
  BOT,
  /** A browser fetched ahead what nobody may ever look at. */
  PREFETCH,
  /** It came with a key of the newsroom. */
  NEWSROOM,
  /** The same visitor was counted within the window. */
  REPEAT
}
