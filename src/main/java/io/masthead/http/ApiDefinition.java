package io.masthead.http;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** What the OpenAPI documents say of the whole. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Masthead",
            version = "1.0.0",
            license =
                @License(
                    name = "Apache-2.0",
                    url = "https://www.apache.org/licenses/LICENSE-2.0.txt")))
@SecurityScheme(
    securitySchemeName = "key",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "mh_…",
    description =
        "An API key, as shown once when it was made; or a token (JWT) of the identity provider, where"
            + " the service is told of one.")
public class ApiDefinition extends Application {}
