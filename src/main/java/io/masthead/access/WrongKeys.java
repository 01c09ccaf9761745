package io.masthead.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.masthead.http.Peers;
import io.masthead.http.ProblemException;
import io.masthead.http.ProblemType;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many wrong keys came from where. From an address that sent too many of them within a minute
 * no other is looked up for the rest of it, neither to be guessed nor to keep the database busy; a
 * key that was good there within the day goes on, so that a newsroom behind one address is not shut
 * out by somebody in it. Each replica counts for itself.
 */
@ApplicationScoped
public class WrongKeys {

  private static final Duration SPAN = Duration.ofMinutes(1);

  private record Known(String from, String hash) {}

  @Inject AccessConfig config;
  @Inject Peers peers;

  private final Cache<String, AtomicInteger> wrong =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(SPAN).build();

  private final Cache<Known, Boolean> good =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofDays(1)).build();

  /**
   * Whence a request comes, for whom this counts: an address, or of IPv6 the network of one
   * subscriber.
   */
  String from(HttpServerRequest request) {
    return network(peers.addressOf(request));
  }

  static String network(String address) {
    InetAddress literal = NetUtil.createInetAddressFromIpAddressString(address);
    return literal instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(literal.getAddress(), 8))
        : address;
  }

  /**
   * @throws ProblemException 429
   */
  void admit(String from, String key) {
    int most = config.wrongKeysPerMinute();
    AtomicInteger sent = wrong.getIfPresent(from);
    if (most > 0
        && sent != null
        && sent.get() >= most
        && good.getIfPresent(known(from, key)) == null) {
      throw new ProblemException(
              ProblemType.TOO_MANY_REQUESTS, "Too many wrong keys came from this address.")
          .with("Retry-After", String.valueOf(SPAN.toSeconds()));
    }
  }

  /** Notes that a key was none. */
  public void noteWrong(String from) {
    wrong.get(from, f -> new AtomicInteger()).incrementAndGet();
  }

  void noteGood(String from, String key) {
    good.put(known(from, key), true);
  }

  /** Begins to count anew. */
  public void forget() {
    wrong.invalidateAll();
  }

  private static Known known(String from, String key) {
    return new Known(from, HexFormat.of().formatHex(KeyService.hash(key)));
  }
}
