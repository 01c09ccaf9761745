package io.masthead.edition;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The site for whoever has to name it or point at it. Its addresses come from settings and never
 * from a request.
 */
@ApplicationScoped
public class Site {

  private final String name;
  private final String url;
  private final String apiUrl;

  @Inject
  Site(SiteConfig config) {
    this(config.name(), config.url(), config.apiUrl());
  }

  Site(String name, String url, String apiUrl) {
    this.name = name;
    this.url = url;
    this.apiUrl = apiUrl.replaceFirst("/+$", "");
  }

  public String name() {
    return name;
  }

  /** Its first page. */
  public String url() {
    return url;
  }

  /** The address of a path of this service, as readers reach it. */
  public String api(String path) {
    return apiUrl + path;
  }

  /** A step of an address, percent-encoded. */
  public static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
