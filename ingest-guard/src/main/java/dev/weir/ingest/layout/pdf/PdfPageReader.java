package dev.weir.ingest.layout.pdf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.contentstream.operator.MissingOperandException;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.MissingResourceException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.pdmodel.graphics.pattern.PDShadingPattern;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of pages, glyph by glyph, with what is painted before and after each. What a reader sees and what not are
 * laid out apart, so that neither breaks up the words of the other.
 */
final class PdfPageReader extends PDFTextStripper {

    private static final int MAX_FORM_DEPTH = 50;
    private static final int MAX_SHOWN_CHARS = 10_000;

    private final TextSink sink;
    private final PdfWork work = new PdfWork();
    private final PdfLayers layers;
    private final PdfSoftMasks masks = new PdfSoftMasks(work);
    private final PdfFonts fonts = new PdfFonts();
    private final PdfDrawnFonts drawnFonts = new PdfDrawnFonts(work);
    private final PdfMarks marks = new PdfMarks();
    private final PdfStructure structure;
    private final PdfAnnotations annotations;
    private final PdfSight sight;
    private final PdfRenderCheck check;
    private final PdfGlyphs glyphs;
    private final PdfPainter painter;
    private final PdfLines lines;
    private final List<Exception> failures = new ArrayList<>();
    private IdentityHashMap<TextPosition, PdfGlyph> positions = new IdentityHashMap<>();
    private PdfCanvas canvas;
    private @Nullable PdfGlyph current;
    private @Nullable StringBuilder shownHere;
    private Set<Concealment> hiddenBy = Set.of();
    private boolean mapped;
    private int pageNumber;
    private int formsOff;
    private int sheerGroups;
    private double groupAlpha = 1;

    PdfPageReader(
            TextSink sink, PDDocument document, PdfStructure structure, PdfAnnotations annotations, PdfSight sight)
            throws IOException {
        this.sink = sink;
        this.sight = sight;
        this.structure = structure;
        this.annotations = annotations;
        this.layers = new PdfLayers(document.getDocumentCatalog().getCOSObject());
        this.canvas = new PdfCanvas(new PDRectangle(1, 1), work);
        this.painter = new PdfPainter(this, canvas, work);
        this.lines = new PdfLines(sink);
        this.check = new PdfRenderCheck(sight, fonts, lines);
        this.glyphs = new PdfGlyphs(this);
        setSuppressDuplicateOverlappingText(false);
        PdfOperators.addTo(this, painter);
    }

    /** Reads all pages, and returns why some could not be read to their end. */
    List<Exception> read(PDDocument document) throws IOException {
        writeText(document, Writer.nullWriter());
        fonts.tellUnsure(sink);
        return failures;
    }

    PdfGlyphs glyphs() {
        return glyphs;
    }

    @Override
    protected void processPages(PDPageTree pages) throws IOException {
        for (PDPage page : pages) {
            pageNumber++;
            if (sink.isFull()) {
                sink.gap(GapCode.LIMIT_OUTPUT, "pages not read");
                return;
            }
            try {
                PdfPictures.requireInstructions(page);
                processPage(page);
            } catch (PdfWork.PageLimitException e) {
                sink.gap(GapCode.LIMIT_OUTPUT, "page not read to its end");
                finishPage();
            } catch (IOException | RuntimeException e) {
                failures.add(e);
                finishPage();
            }
        }
    }

    /** What was read of a page before it failed is text all the same. */
    private void finishPage() {
        try {
            decideAndWrite();
        } catch (IOException | RuntimeException e) {
            failures.add(e);
        }
    }

    @Override
    protected void startPage(PDPage page) {
        work.startPage();
        marks.clear();
        positions = new IdentityHashMap<>();
        canvas = canvas.blank(page.getCropBox());
        painter.startPage(canvas);
        lines.startPage(page, pageNumber);
        glyphs.startPage(canvas);
        structure.startPage(page);
        formsOff = 0;
        sheerGroups = 0;
        groupAlpha = 1;
    }

    @Override
    protected void writePage() throws IOException {
        annotations.show(this, getCurrentPage());
        decideAndWrite();
    }

    private void decideAndWrite() throws IOException {
        marks.drain().forEach(this::finish);
        new PdfVerdicts(canvas, fonts).decide(positions, painter.hasScan());
        if (sight.isWanted()) {
            sight.tell(check.compare(pageNumber, charactersByArticle, positions), pageNumber);
        }
        PdfUnseen unseen = PdfUnseen.takenFrom(charactersByArticle, positions);
        lines.start(Channel.BODY, positions);
        super.writePage();
        lines.end();
        if (unseen.any()) {
            unseen.putInto(charactersByArticle);
            lines.start(Channel.HIDDEN, positions);
            super.writePage();
            lines.end();
            fonts.tellShown(unseen.articles(), positions, lines);
        }
        charactersByArticle.forEach(List::clear);
        if (!unseen.anySeen() && painter.hasScan() && sight.isWanted()) {
            sight.tell(sight.words(pageNumber), pageNumber);
        }
    }

    @Override
    protected void writeString(String text, List<TextPosition> textPositions) {
        lines.word(text, textPositions);
    }

    @Override
    protected void writeWordSeparator() {
        lines.blank();
    }

    @Override
    protected void writeLineSeparator() {
        lines.endLine();
    }

    @Override
    protected void writeParagraphEnd() throws IOException {
        super.writeParagraphEnd();
        lines.endLine();
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        work.takeOperator();
        super.processOperator(operator, operands);
    }

    @Override
    protected void operatorException(Operator operator, List<COSBase> operands, IOException exception)
            throws IOException {
        boolean missing = exception instanceof MissingOperandException || exception instanceof MissingResourceException;
        if (operator.getName().equals("Do") && !missing) {
            sink.gap(GapCode.CORRUPT, "form not read to its end");
        }
        super.operatorException(operator, operands, exception);
    }

    @Override
    public void beginMarkedContentSequence(COSName tag, @Nullable COSDictionary properties) {
        marks.begin(COSName.OC.equals(tag) && layers.isOff(properties), properties);
        String alternative = properties == null ? null : properties.getString(COSName.ALT);
        if (alternative != null && !alternative.isBlank()) {
            sink.newLine(Channel.ALT_TEXT);
            sink.text(Channel.ALT_TEXT, alternative, lines.placeOf(null), Set.of(Concealment.ATTRIBUTE_ONLY));
        }
        // Without its properties: the stripper would put what is said in place of what is shown.
        super.beginMarkedContentSequence(tag, null);
    }

    @Override
    public void endMarkedContentSequence() {
        PdfMarks.@Nullable Said said = marks.end();
        super.endMarkedContentSequence();
        if (said != null) {
            finish(said);
        }
    }

    private void finish(PdfMarks.Said said) {
        @Nullable PdfGlyph first = said.first;
        boolean readable = !PdfWords.squeezed(said.shown).isEmpty();
        if (!readable && first != null && said.text.length() <= 4 * said.glyphs + 4 && !said.text.isBlank()) {
            // Nothing else says what these glyphs are.
            TextPosition position = glyphs.position(said.text, getCurrentPage());
            positions.put(position, first);
            super.processTextPosition(position);
            return;
        }
        for (TextPosition unmapped : said.unmapped) {
            super.processTextPosition(unmapped);
        }
        if (PdfWords.differ(said.text, said.shown)) {
            Channel channel = first == null ? Channel.ALT_TEXT : Channel.HIDDEN;
            sink.newLine(channel);
            sink.text(channel, said.text, lines.placeOf(first), Set.of(Concealment.REPLACEMENT_TEXT));
        }
    }

    @Override
    protected void showGlyph(Matrix rendering, PDFont font, int code, Vector displacement) throws IOException {
        work.takeGlyph();
        PdfGlyph glyph = glyphs.glyph(rendering, font, code, displacement);
        current = glyph;
        PdfMarks.@Nullable Said said = marks.said();
        if (said != null) {
            said.glyphs++;
            said.first = said.first == null ? glyph : said.first;
        }
        mapped = glyphs.isMapped(glyph);
        super.showGlyph(rendering, font, code, displacement);
        current = null;
    }

    @Override
    protected void processTextPosition(TextPosition text) {
        @Nullable PdfGlyph glyph = current;
        if (glyph == null) {
            return;
        }
        positions.put(text, glyph);
        String unicode = text.getUnicode();
        structure.shown(marks.id(), unicode);
        if (mapped) {
            fonts.note(glyph, unicode);
        }
        @Nullable StringBuilder here = shownHere;
        if (here != null && here.length() < MAX_SHOWN_CHARS && !glyph.isHidden()) {
            here.append(unicode);
        }
        PdfMarks.@Nullable Said said = marks.said();
        if (said != null && !mapped) {
            said.unmapped.add(text);
            return;
        }
        if (said != null && said.shown.length() < MAX_SHOWN_CHARS) {
            said.shown.append(unicode);
        }
        super.processTextPosition(text);
    }

    @Override
    public void showTransparencyGroup(PDTransparencyGroup form) throws IOException {
        double outer = groupAlpha;
        PDGraphicsState state = getGraphicsState();
        BlendMode blend = state.getBlendMode();
        boolean sheer = state.getSoftMask() != null || !PdfColours.isPlain(blend);
        groupAlpha = letThrough() * state.getNonStrokeAlphaConstant();
        sheerGroups += sheer ? 1 : 0;
        try {
            super.showTransparencyGroup(form);
        } finally {
            groupAlpha = outer;
            sheerGroups -= sheer ? 1 : 0;
        }
    }

    /** A picture or a form. */
    void draw(COSName name) throws IOException {
        @Nullable COSDictionary objects = getResources().getCOSObject().getCOSDictionary(COSName.XOBJECT);
        @Nullable COSStream stream = objects == null ? null : objects.getCOSStream(name);
        if (stream == null) {
            return;
        }
        boolean off = layers.isOff(stream.getCOSDictionary(COSName.OC));
        formsOff += off ? 1 : 0;
        increaseLevel();
        try {
            if (COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE))) {
                painter.picture(stream, stream.getLength());
            } else if (PdfPictures.isPacked(stream)) {
                sink.gap(GapCode.CORRUPT, "form packed as a picture");
            } else if (getLevel() > MAX_FORM_DEPTH) {
                sink.gap(GapCode.UNREAD, "forms nested too deep");
            } else {
                drawForm(getResources().getXObject(name));
            }
        } finally {
            decreaseLevel();
            formsOff -= off ? 1 : 0;
        }
    }

    private void drawForm(PDXObject object) throws IOException {
        if (object instanceof PDTransparencyGroup group) {
            showTransparencyGroup(group);
        } else if (object instanceof PDFormXObject form) {
            showForm(form);
        }
    }

    /** Shows the appearance of an annotation, of which readers see nothing if it is hidden. */
    String show(PDAnnotation annotation, Set<Concealment> reasons) throws IOException {
        StringBuilder shown = new StringBuilder();
        shownHere = shown;
        hiddenBy = reasons;
        try {
            showAnnotation(annotation);
        } finally {
            shownHere = null;
            hiddenBy = Set.of();
        }
        return shown.toString();
    }

    /** Why nothing of what is being drawn is shown. */
    Set<Concealment> hiddenBy() {
        return hiddenBy;
    }

    /** Whether the layer that is being drawn is on. */
    boolean isLayerOn() {
        return formsOff == 0 && !marks.isOff();
    }

    boolean isShown() {
        return isLayerOn() && hiddenBy.isEmpty();
    }

    Place placeOf(@Nullable PDRectangle area) {
        return area == null ? lines.placeOf(null) : lines.place(area);
    }

    boolean isOff(@Nullable COSDictionary membership) {
        return layers.isOff(membership);
    }

    /** How much of what is painted now the groups around it and its mask let through. */
    double letThrough() {
        return masks.isShut(getGraphicsState().getSoftMask()) ? 0 : groupAlpha;
    }

    /** The colours in which a glyph paints whose looks are instructions of the document; empty if it paints nothing. */
    Set<Integer> inksOf(PDType3Font font, int code) {
        return drawnFonts.inksOf(font, code);
    }

    /** Whether what is painted now is put over the page in some other way than plainly. */
    boolean isSheer() {
        return sheerGroups > 0;
    }

    PdfClip clip() {
        return canvas.clip(getGraphicsState().getCurrentClippingPaths());
    }

    double thickness(float width) {
        return transformWidth(width);
    }

    boolean isShading(PDColor colour) {
        try {
            return getResources().getPattern(colour.getPatternName()) instanceof PDShadingPattern;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
