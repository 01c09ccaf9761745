package io.masthead.http;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;

/** Turns parameters into times and enum constants; {@link RequestGuard} has checked their form. */
@Provider
class ParameterTypes implements ParamConverterProvider {

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"})
  public <T> ParamConverter<T> getConverter(
      Class<T> type, Type genericType, Annotation[] annotations) {
    if (type == Instant.class) {
      return (ParamConverter<T>) converter(Json::parseInstant, Json::format);
    }
    if (type.isEnum()) {
      return (ParamConverter<T>)
          converter(
              text -> Enum.valueOf((Class<Enum>) (Class) type, text.toUpperCase(Locale.ROOT)),
              value -> value.name().toLowerCase(Locale.ROOT));
    }
    return null;
  }

  private static <T> ParamConverter<T> converter(
      Function<String, T> read, Function<T, String> write) {
    return new ParamConverter<>() {
      @Override
      public T fromString(String value) {
        return value == null ? null : read.apply(value);
      }

      @Override
      public String toString(T value) {
        return write.apply(value);
      }
    };
  }
}
