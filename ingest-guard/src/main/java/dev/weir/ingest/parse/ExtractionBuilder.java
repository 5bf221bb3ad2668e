package dev.weir.ingest.parse;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.EmbeddedConcealment;
import dev.weir.ingest.layout.Origin;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;

/** Turns what Tika said about each part into layers and gaps. Used once. */
final class ExtractionBuilder {

    private static final String EXCEPTION_PREFIX = TikaCoreProperties.TIKA_META_EXCEPTION_PREFIX;
    private static final String EMPTY_PARSER = "org.apache.tika.parser.EmptyParser";
    private static final Set<String> RAISED = Set.of(
            TikaCoreProperties.CONTAINER_EXCEPTION.getName(),
            TikaCoreProperties.EMBEDDED_EXCEPTION.getName(),
            TikaCoreProperties.WRITE_LIMIT_REACHED.getName());

    /** Names the parser that failed, beside the key that tells the failure. */
    private static final String FAILED_PARSER = EXCEPTION_PREFIX + "embedded_parser";

    private final TikaFormats formats;
    private final GapLedger ledger;
    private final List<Layer> layers = new ArrayList<>();
    private int charsLeft;

    ExtractionBuilder(TikaFormats formats, GapLedger ledger, int maxChars) {
        this.formats = formats;
        this.ledger = ledger;
        this.charsLeft = maxChars;
    }

    Extraction build(List<Part> parts, String name, String declaredMediaType) {
        Metadata root = parts.get(0).metadata();
        String mediaType = typeOf(root);
        Alternatives.hideUnshown(parts);
        hideConcealed(parts);
        for (Part part : parts) {
            findGaps(part);
            addLayers(part);
        }
        compareClaim("name says ", formats.types().typeOfName(name), mediaType);
        compareClaim("sender says ", declaredMediaType, mediaType);
        if (layers.stream().noneMatch(layer -> layer.channel() == Channel.BODY)) {
            ledger.add(GapCode.NO_TEXT, Locations.ROOT, "");
        }
        return new Extraction(mediaType, layers, ledger.gaps(), properties(root));
    }

    /** What a pass says of an embedded document holds for all that is in it. */
    private static void hideConcealed(List<Part> parts) {
        Map<String, Set<Concealment>> concealed = new HashMap<>();
        for (Part part : parts) {
            Set<Concealment> reasons = EnumSet.noneOf(Concealment.class);
            reasons.addAll(EmbeddedConcealment.of(part.metadata()));
            String around = part.location().substring(0, part.location().lastIndexOf('/'));
            reasons.addAll(concealed.getOrDefault(around, Set.of()));
            if (part.depth() > 0 && !reasons.isEmpty()) {
                concealed.put(part.location(), reasons);
                part.hideBody(reasons);
            }
        }
    }

    /** The type inside an encrypted wrapper is unknown, so nothing can contradict it. */
    private void compareClaim(String who, String claim, String mediaType) {
        if (!ledger.has(GapCode.ENCRYPTED) && formats.types().contradicts(claim, mediaType)) {
            ledger.add(GapCode.TYPE_MISMATCH, Locations.ROOT, who + MediaTypes.safe(claim));
        }
    }

    private static String typeOf(Metadata metadata) {
        String type = metadata.get(Metadata.CONTENT_TYPE);
        return type == null ? RawDocument.UNDECLARED : MediaTypes.safe(type);
    }

    private void findGaps(Part part) {
        Metadata metadata = part.metadata();
        for (String key : metadata.names()) {
            boolean told = key.equals(FAILED_PARSER) || (part.isFailed() && RAISED.contains(key));
            if (key.startsWith(EXCEPTION_PREFIX) && !told) {
                for (String trace : metadata.getValues(key)) {
                    boolean locked =
                            trace.contains("Unsupported feature encryption") || trace.contains("EncryptedDocument");
                    String detail = key.substring(EXCEPTION_PREFIX.length()) + ' ' + Failures.classIn(trace);
                    if (locked) {
                        ledger.add(GapCode.ENCRYPTED, part.location(), detail);
                    } else {
                        part.gap(GapCode.UNREAD, detail);
                    }
                }
            }
        }
        part.settle();
        if ("true".equals(metadata.get(TikaCoreProperties.IS_ENCRYPTED)) && !ledger.has(GapCode.ENCRYPTED)) {
            ledger.add(GapCode.ENCRYPTED, part.location(), "marked as encrypted");
        }
        if (metadata.get(TikaCoreProperties.TRUNCATED_METADATA) != null) {
            ledger.add(GapCode.LIMIT_OUTPUT, part.location(), "metadata cut off");
        }
        String type = typeOf(metadata);
        if (Arrays.asList(metadata.getValues(TikaCoreProperties.TIKA_PARSED_BY)).contains(EMPTY_PARSER)) {
            ledger.add(GapCode.UNSUPPORTED, part.location(), type);
        } else if (part.textOf(Channel.BODY).isBlank() && isMedium(type) && !part.isShownRead()) {
            ledger.add(GapCode.UNSUPPORTED, part.location(), "text shown or spoken in " + type);
        }
        if (part.isFlat() && formats.types().mayHide(type)) {
            ledger.add(GapCode.FLAT_TEXT, part.location(), type);
        }
    }

    private static boolean isMedium(String type) {
        return type.startsWith("image/") || type.startsWith("audio/") || type.startsWith("video/");
    }

    private void addLayers(Part part) {
        for (Channel channel : List.of(Channel.BODY, Channel.HIDDEN, Channel.COMMENT, Channel.ALT_TEXT)) {
            addLayer(part, channel, part.textOf(channel), part.originsOf(channel));
        }
        String told = part.textOf(Channel.METADATA);
        String properties = (MetadataText.of(part.metadata(), told) + '\n' + part.links()).strip();
        String metadata = told.isBlank() || properties.isBlank() ? told + properties : told + '\n' + properties;
        addLayer(part, Channel.METADATA, metadata, part.originsOf(Channel.METADATA));
    }

    private void addLayer(Part part, Channel channel, String raw, List<Origin> origins) {
        String text = WellFormed.repair(raw);
        // Metadata is scanned and never indexed, and padding with NUL is common in it: the repair is enough.
        if (!text.equals(raw) && channel != Channel.METADATA) {
            ledger.add(GapCode.MALFORMED_TEXT, part.location(), "replaced in " + channel.code());
        }
        if (text.length() > charsLeft) {
            ledger.add(GapCode.LIMIT_OUTPUT, part.location(), channel.code() + " cut off");
            text = WellFormed.repair(text.substring(0, charsLeft));
        }
        if (!text.isBlank()) {
            layers.add(new Layer(channel, part.location(), text, within(origins, text.length())));
            charsLeft -= text.length();
        }
    }

    private static List<Origin> within(List<Origin> origins, int length) {
        List<Origin> kept = new ArrayList<>();
        for (Origin origin : origins) {
            if (origin.start() < length) {
                kept.add(new Origin(
                        origin.start(), Math.min(origin.end(), length), origin.place(), origin.concealments()));
            }
        }
        return kept;
    }

    private static Map<String, List<String>> properties(Metadata metadata) {
        Map<String, List<String>> properties = new TreeMap<>();
        for (String key : metadata.names()) {
            if (!MetadataText.isOwn(key)) {
                Set<String> values = new HashSet<>();
                List<String> distinct = new ArrayList<>();
                for (String value : metadata.getValues(key)) {
                    String text = WellFormed.repair(value);
                    if (values.add(text)) {
                        distinct.add(text);
                    }
                }
                properties.put(WellFormed.repair(key), distinct);
            }
        }
        return properties;
    }
}
