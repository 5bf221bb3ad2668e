package dev.weir.models.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.models.catalog.ModelArtifact;
import dev.weir.models.catalog.ModelContractException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The tokens of a tokenizer definition that must never come from a text itself. */
record SpecialTokens(Set<Long> ids, long unknown) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static SpecialTokens read(ModelArtifact definition) {
        JsonNode root;
        try {
            root = JSON.readTree(definition.open());
        } catch (IOException failure) {
            throw new ModelContractException(definition.name(), "is not valid JSON", failure);
        }
        Map<String, Long> special = new HashMap<>();
        for (JsonNode token : root.path("added_tokens")) {
            if (token.path("special").asBoolean()) {
                special.put(token.path("content").asText(), token.path("id").asLong());
            }
        }
        Long unknown = special.get(root.path("model").path("unk_token").asText());
        if (unknown == null) {
            throw new ModelContractException(definition.name(), "must name its unknown token among the special ones");
        }
        return new SpecialTokens(Set.copyOf(special.values()), unknown);
    }
}
