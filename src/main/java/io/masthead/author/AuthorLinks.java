package io.masthead.author;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;

/** Keeps the links of an author in one column, as JSON. */
@Converter
class AuthorLinks implements AttributeConverter<List<AuthorLink>, String> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String convertToDatabaseColumn(List<AuthorLink> links) {
    try {
      return JSON.writeValueAsString(links);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<AuthorLink> convertToEntityAttribute(String stored) {
    try {
      return JSON.readValue(stored, new TypeReference<List<AuthorLink>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
