package dev.weir.ingest.layout.pdf;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.jspecify.annotations.Nullable;

/** Which layers are off when the document is opened on a screen. */
final class PdfLayers {

    private static final COSName GROUPS = COSName.getPDFName("OCGs");
    private static final COSName USAGE = COSName.getPDFName("Usage");
    private static final COSName VIEW = COSName.getPDFName("View");
    private static final COSName VIEW_STATE = COSName.getPDFName("ViewState");
    private static final COSName VISIBILITY = COSName.getPDFName("VE");
    private static final COSName POLICY = COSName.getPDFName("P");
    private static final COSName AUTO = COSName.getPDFName("AS");
    private static final COSName EVENT = COSName.getPDFName("Event");
    private static final int MAX_DEPTH = 20;
    private static final int MAX_TERMS = 1_000;

    private final Set<COSDictionary> off = Collections.newSetFromMap(new IdentityHashMap<>());
    private int terms;

    PdfLayers(COSDictionary catalog) {
        @Nullable COSDictionary properties = catalog.getCOSDictionary(COSName.OCPROPERTIES);
        @Nullable COSDictionary config = properties == null ? null : properties.getCOSDictionary(COSName.D);
        if (properties == null || config == null) {
            return;
        }
        if (COSName.OFF.equals(config.getCOSName(COSName.BASE_STATE))) {
            off.addAll(dictionaries(properties.getCOSArray(COSName.OCGS)));
            off.removeAll(dictionaries(config.getCOSArray(COSName.ON)));
        }
        off.addAll(dictionaries(config.getCOSArray(COSName.OFF)));
        for (COSDictionary usage : dictionaries(config.getCOSArray(AUTO))) {
            if (VIEW.equals(usage.getCOSName(EVENT))) {
                for (COSDictionary group : dictionaries(usage.getCOSArray(GROUPS))) {
                    if (isOffInView(group)) {
                        off.add(group);
                    }
                }
            }
        }
    }

    private static boolean isOffInView(COSDictionary group) {
        @Nullable COSDictionary usage = group.getCOSDictionary(USAGE);
        @Nullable COSDictionary view = usage == null ? null : usage.getCOSDictionary(VIEW);
        return view != null && COSName.OFF.equals(view.getCOSName(VIEW_STATE));
    }

    /** Whether what belongs to this group, or to this combination of groups, is not shown. */
    boolean isOff(@Nullable COSDictionary membership) {
        if (membership == null || off.isEmpty()) {
            return false;
        }
        if (!COSName.OCMD.equals(membership.getCOSName(COSName.TYPE))) {
            return off.contains(membership);
        }
        @Nullable COSArray expression = membership.getCOSArray(VISIBILITY);
        if (expression != null) {
            terms = 0;
            return !isTrue(expression, 0);
        }
        Set<COSDictionary> groups = new HashSet<>();
        COSBase members = membership.getDictionaryObject(COSName.OCGS);
        if (members instanceof COSDictionary single) {
            groups.add(single);
        } else if (members instanceof COSArray several) {
            groups.addAll(dictionaries(several));
        }
        if (groups.isEmpty()) {
            return false;
        }
        String policy = membership.getNameAsString(POLICY, "AnyOn");
        boolean shown = switch (policy) {
            case "AllOn" -> groups.stream().noneMatch(off::contains);
            case "AnyOff" -> groups.stream().anyMatch(off::contains);
            case "AllOff" -> off.containsAll(groups);
            default -> !off.containsAll(groups);
        };
        return !shown;
    }

    private boolean isTrue(COSBase term, int depth) {
        if (term instanceof COSDictionary group) {
            return !off.contains(group);
        }
        if (!(term instanceof COSArray array) || array.size() < 2 || depth > MAX_DEPTH || ++terms > MAX_TERMS) {
            return true;
        }
        String operator = array.getName(0, "And");
        boolean and = operator.equals("And");
        if (operator.equals("Not")) {
            return !isTrue(array.getObject(1), depth + 1);
        }
        for (int i = 1; i < array.size(); i++) {
            if (isTrue(array.getObject(i), depth + 1) != and) {
                return !and;
            }
        }
        return and;
    }

    private static Set<COSDictionary> dictionaries(@Nullable COSArray array) {
        Set<COSDictionary> found = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; array != null && i < array.size(); i++) {
            if (array.getObject(i) instanceof COSDictionary dictionary) {
                found.add(dictionary);
            }
        }
        return found;
    }
}
