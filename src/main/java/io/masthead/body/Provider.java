package io.masthead.body;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Sites whose things may be shown inside an article, and the addresses that count as theirs. */
@Schema(
    enumeration = {
      "youtube",
      "vimeo",
      "instagram",
      "x",
      "tiktok",
      "facebook",
      "telegram",
      "soundcloud",
      "spotify",
      "datawrapper",
      "flourish"
    })
public enum Provider {
  @JsonProperty("youtube")
  YOUTUBE(
      "(?:(?:www|m|music)\\.)?youtube\\.com/(?:watch\\?.*|playlist\\?.*|(?:shorts|live)/[\\w-]+.*)"
          + "|youtu\\.be/[\\w-]+.*"),
  @JsonProperty("vimeo")
  VIMEO("(?:www\\.)?vimeo\\.com/(?:[\\w/-]+/)?\\d+.*"),
  @JsonProperty("instagram")
  INSTAGRAM("(?:www\\.)?instagram\\.com/(?:[\\w.]+/)?(?:p|reel|tv)/[\\w-]+.*"),
  @JsonProperty("x")
  X("(?:(?:www|mobile)\\.)?(?:x|twitter)\\.com/\\w+/status/\\d+.*"),
  @JsonProperty("tiktok")
  TIKTOK("(?:(?:www|m)\\.)?tiktok\\.com/(?:@[\\w.-]+/video/\\d+|embed/(?:v2/)?\\d+|t/\\w+).*"),
  @JsonProperty("facebook")
  FACEBOOK("(?:(?:www|m|web)\\.)?facebook\\.com/[\\w.%-]+.*|fb\\.watch/[\\w-]+.*"),
  @JsonProperty("telegram")
  TELEGRAM("t\\.me/(?:s/)?\\w+/\\d+.*"),
  @JsonProperty("soundcloud")
  SOUNDCLOUD("(?:(?:www|m|on)\\.)?soundcloud\\.com/[\\w-]+.*|w\\.soundcloud\\.com/player/\\?.*"),
  @JsonProperty("spotify")
  SPOTIFY(
      "open\\.spotify\\.com/(?:intl-\\w+/)?(?:embed/)?"
          + "(?:track|album|playlist|episode|show|artist)/\\w+.*"),
  @JsonProperty("datawrapper")
  DATAWRAPPER("datawrapper\\.dwcdn\\.net/\\w+.*|(?:www\\.)?datawrapper\\.de/_/\\w+.*"),
  @JsonProperty("flourish")
  FLOURISH("(?:flo\\.uri|public\\.flourish)\\.(?:sh|studio)/(?:visualisation|story)/\\d+.*");

  // A frame's address names the player; what is kept is the page that a reader can open.
  private static final Pattern YOUTUBE_FRAME =
      Pattern.compile("(?:www\\.)?youtube(?:-nocookie)?\\.com/(?:embed|v)/([\\w-]+)(?:[?&/].*)?");
  private static final Pattern VIMEO_FRAME =
      Pattern.compile("player\\.vimeo\\.com/video/(\\d+)(?:[?#].*)?");
  private static final Pattern SCHEME = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);
  private static final Pattern HOST = Pattern.compile("[^/?#]+");

  private final Pattern address;

  Provider(String address) {
    this.address = Pattern.compile(address);
  }

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Provider> named(String wire) {
    for (Provider provider : values()) {
      if (provider.wire().equals(wire)) {
        return Optional.of(provider);
      }
    }
    return Optional.empty();
  }

  /** The embed that an address stands for, under https; nothing where no provider knows it. */
  static Optional<Block.Embed> embed(String address) {
    Optional<String> href = Href.web(address);
    if (href.isEmpty()) {
      return Optional.empty();
    }
    Matcher scheme = SCHEME.matcher(href.get());
    if (!scheme.lookingAt()) {
      return Optional.empty();
    }
    String rest = href.get().substring(scheme.end());
    Matcher host = HOST.matcher(rest);
    if (host.lookingAt()) {
      rest = host.group().toLowerCase(Locale.ROOT) + rest.substring(host.end());
    }
    Matcher youtube = YOUTUBE_FRAME.matcher(rest);
    if (youtube.matches()) {
      rest =
          youtube.group(1).equals("videoseries")
              ? rest.replaceFirst(
                  "youtube(?:-nocookie)?\\.com/(?:embed|v)/videoseries", "youtube.com/playlist")
              : "www.youtube.com/watch?v=" + youtube.group(1);
    }
    Matcher vimeo = VIMEO_FRAME.matcher(rest);
    if (vimeo.matches()) {
      rest = "vimeo.com/" + vimeo.group(1);
    }
    for (Provider provider : values()) {
      if (provider.address.matcher(rest).matches()) {
        return Optional.of(new Block.Embed(provider, "https://" + rest));
      }
    }
    return Optional.empty();
  }
}
