package io.masthead.support;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests byte for byte, for those that no client would send. Every answer is held against the
 * documents, as {@link ContractFilter} does with others.
 */
public final class RawHttp {

  private static final int TIMEOUT = 20_000;

  private final String method;
  private final String target;
  private final Map<String, List<String>> headers = new LinkedHashMap<>();
  private byte[] body;
  private boolean chunked;
  private boolean brokenOff;
  private Duration pause = Duration.ZERO;

  private RawHttp(String method, String target) {
    this.method = method;
    this.target = target;
  }

  public static RawHttp request(String method, String target) {
    return new RawHttp(method, target);
  }

  /** The answer to a GET with these names and values of headers. */
  public static Contract.Answer get(String target, String... headers) {
    return request("GET", target).headers(headers).send();
  }

  /** As {@link #get} for HEAD. */
  public static Contract.Answer head(String target, String... headers) {
    return request("HEAD", target).headers(headers).send();
  }

  public RawHttp as(String role) {
    return header("Authorization", "Bearer " + Keys.of(role));
  }

  public RawHttp header(String name, String value) {
    headers.put(name, List.of(value));
    return this;
  }

  /** The same header once for each value. */
  public RawHttp header(String name, List<String> values) {
    headers.put(name, values);
    return this;
  }

  private RawHttp headers(String... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers
          .computeIfAbsent(namesAndValues[i], name -> new ArrayList<>())
          .add(namesAndValues[i + 1]);
    }
    return this;
  }

  public RawHttp body(String type, byte[] bytes) {
    if (type != null) {
      header("Content-Type", type);
    }
    body = bytes;
    return this;
  }

  public RawHttp body(String type, String text) {
    return body(type, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends the body in chunks, without telling its length. */
  public RawHttp chunked() {
    chunked = true;
    return this;
  }

  /** Promises more of the body than it sends. */
  public RawHttp brokenOff() {
    brokenOff = true;
    return this;
  }

  /** Waits after each KiB of the body. */
  public RawHttp slowly(Duration pause) {
    this.pause = pause;
    return this;
  }

  /** Sends it and reads the answer to the end of the connection. */
  public Contract.Answer send() {
    Contract.Answer answer = sendUnchecked();
    ContractFilter.check(method, target, answer);
    return answer;
  }

  /** As {@link #send}, for what the server itself refuses before a request can be made of it. */
  public Contract.Answer sendUnchecked() {
    headers.getOrDefault("Authorization", List.of()).forEach(Secrets::ofAuthorization);
    Secrets.ofBody(body);
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      socket.setSoTimeout(TIMEOUT);
      write(socket.getOutputStream());
      return read(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(this + ": " + e.getMessage(), e);
    }
  }

  private void write(OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    headers.putIfAbsent("Host", List.of("localhost:" + RestAssured.port));
    headers.putIfAbsent("Connection", List.of("close"));
    if (body != null && chunked) {
      header("Transfer-Encoding", "chunked");
    } else if (body != null) {
      headers.putIfAbsent("Content-Length", List.of("" + (body.length + (brokenOff ? 1 : 0))));
    }
    headers.forEach((name, values) -> values.forEach(v -> head.append(name + ": " + v + "\r\n")));
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    try {
      if (body != null && chunked) {
        int size = 8192;
        for (int i = 0; i < body.length; i += size) {
          byte[] chunk = Arrays.copyOfRange(body, i, Math.min(body.length, i + size));
          out.write((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
          out.write(chunk);
          out.write("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        if (!brokenOff) {
          out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        }
      } else if (body != null && pause.isZero()) {
        out.write(body);
      } else if (body != null) {
        for (int i = 0; i < body.length; i += 1024) {
          out.write(body, i, Math.min(1024, body.length - i));
          out.flush();
          Thread.sleep(pause.toMillis());
        }
      }
      out.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (IOException e) {
      // The server may answer and hang up before it has read everything; its answer is what counts.
      header("X-Hung-Up", String.valueOf(e.getMessage()));
    }
  }

  private Contract.Answer read(InputStream in) throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try {
      byte[] some = new byte[8192];
      int length = 0;
      while (length >= 0 && !isStream(received)) {
        received.write(some, 0, length);
        length = in.read(some);
      }
    } catch (IOException e) {
      if (received.size() == 0) {
        throw e;
      }
    }
    byte[] bytes = received.toByteArray();
    int end = headEnd(bytes);
    if (end < 0) {
      throw new IOException("no answer");
    }
    String[] lines = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).split("\r\n");
    Map<String, String> got = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      got.merge(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip(),
          (a, b) -> a + ", " + b);
    }
    byte[] content =
        isStream(received) ? new byte[0] : Arrays.copyOfRange(bytes, end + 4, bytes.length);
    int status = Integer.parseInt(lines[0].split(" ")[1]);
    boolean inChunks = "chunked".equalsIgnoreCase(got.get("transfer-encoding"));
    return new Contract.Answer(status, got, inChunks ? unchunk(content) : content);
  }

  /** Of a stream, which does not end, the head is the answer. */
  private static boolean isStream(ByteArrayOutputStream received) {
    int end = headEnd(received.toByteArray());
    return end >= 0
        && received
            .toString(StandardCharsets.ISO_8859_1)
            .substring(0, end)
            .toLowerCase(Locale.ROOT)
            .contains("\r\ncontent-type: text/event-stream");
  }

  private static int headEnd(byte[] bytes) {
    for (int i = 0; i + 3 < bytes.length; i++) {
      if (bytes[i] == '\r'
          && bytes[i + 1] == '\n'
          && bytes[i + 2] == '\r'
          && bytes[i + 3] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static byte[] unchunk(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at < content.length) {
      int line = at;
      while (content[line] != '\r') {
        line++;
      }
      String size = new String(content, at, line - at, StandardCharsets.US_ASCII).split(";")[0];
      int length = Integer.parseInt(size.strip(), 16);
      if (length == 0) {
        break;
      }
      out.write(content, line + 2, length);
      at = line + 2 + length + 2;
    }
    return out.toByteArray();
  }

  @Override
  public String toString() {
    String shown = target.length() > 120 ? target.substring(0, 120) + "…" : target;
    return method + " " + shown;
  }
}
