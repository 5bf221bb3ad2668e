package dev.weir.adapters.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A YAML file that people write. Whatever is wrong is told with file, line and key. */
final class YamlFile {
    private final Path file;

    YamlFile(Path file) {
        this.file = file;
    }

    /** The whole file, which must be a mapping of known keys. */
    Map<String, Node> read(Set<String> known) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(8);
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Node node = new Yaml(new SafeConstructor(options)).compose(reader);
            if (node == null) {
                throw new UsageException(file + " is empty.");
            }
            return mapping(node, "", known);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new UsageException(file + ":" + line + ": not well-formed YAML (" + e.getProblem() + ")", e);
        } catch (YAMLException e) {
            throw new UsageException(file + ": not well-formed YAML", e);
        } catch (IOException e) {
            throw new UsageException("cannot read " + file + ".", e);
        }
    }

    /** A mapping of known keys, each at most once. */
    Map<String, Node> mapping(Node node, String prefix, Set<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(node, (prefix.isEmpty() ? "the file" : prefix) + " must be a mapping");
        }
        Map<String, Node> values = new TreeMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = scalar(tuple.getKeyNode(), prefix + "key");
            if (!known.contains(key)) {
                throw wrong(
                        tuple.getKeyNode(),
                        "unknown key " + prefix + key + "; known are " + String.join(", ", new TreeSet<>(known)));
            }
            if (values.put(key, tuple.getValueNode()) != null) {
                throw wrong(tuple.getKeyNode(), "the key " + prefix + key + " stands twice");
            }
        }
        return values;
    }

    String string(Map<String, Node> map, String prefix, String key) {
        return scalar(node(map, prefix, key), prefix + key);
    }

    int number(Map<String, Node> map, String prefix, String key, int min, int max) {
        Node node = node(map, prefix, key);
        String message = prefix + key + " must be a whole number from " + min + " to " + max;
        try {
            int number = Integer.parseInt(scalar(node, prefix + key));
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new UsageException(where(node) + message, e);
        }
        throw wrong(node, message);
    }

    /** A number above 0 and at most 1. */
    double share(Map<String, Node> map, String key) {
        Node node = node(map, "", key);
        String message = key + " must be a number above 0 and at most 1";
        try {
            double number = Double.parseDouble(scalar(node, key));
            if (number > 0 && number <= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new UsageException(where(node) + message, e);
        }
        throw wrong(node, message);
    }

    List<String> strings(Map<String, Node> map, String key) {
        Node node = node(map, "", key);
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong(node, key + " must be a list");
        }
        List<String> values = new ArrayList<>();
        sequence.getValue().forEach(value -> values.add(scalar(value, key)));
        return values;
    }

    String scalar(Node node, String key) {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw wrong(node, key + " must be a single value");
        }
        return scalar.getValue();
    }

    Node node(Map<String, Node> map, String prefix, String key) {
        Node node = map.get(key);
        if (node == null) {
            throw new UsageException(file + ": the key " + prefix + key + " is missing");
        }
        return node;
    }

    UsageException wrong(Node node, String message) {
        return new UsageException(where(node) + message);
    }

    String where(Node node) {
        return file + ":" + (node.getStartMark().getLine() + 1) + ": ";
    }
}
