package dev.weir.ingest.layout.pdf;

import dev.weir.ingest.layout.pdf.PdfCanvas.Paint;
import java.awt.BasicStroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;

/** Puts what is painted besides text on the canvas of the page. */
final class PdfPainter {

    private static final double COVERING_ALPHA = 0.9;
    private static final double THICK_POINTS = 2;
    private static final int MAX_PATH_STEPS = 200_000;
    private static final int MAX_STROKED_STEPS = 500;

    /** What a scan of a page has at least; less is a patch that was stretched. */
    private static final long SCAN_PIXELS = 40_000;

    private static final long SCAN_BYTES = 1_500;

    private final PdfPageReader page;
    private final PdfWork work;
    private PdfCanvas canvas;
    private GeneralPath path = new GeneralPath();
    private int steps;
    private int clipRule = -1;
    private long pixels;
    private long bytes;

    PdfPainter(PdfPageReader page, PdfCanvas canvas, PdfWork work) {
        this.page = page;
        this.work = work;
        this.canvas = canvas;
    }

    void startPage(PdfCanvas fresh) {
        canvas = fresh;
        path = new GeneralPath();
        steps = 0;
        clipRule = -1;
        pixels = 0;
        bytes = 0;
    }

    /** Whether the page's pictures could be a scan of it. */
    boolean hasScan() {
        return pixels >= SCAN_PIXELS && bytes >= SCAN_BYTES;
    }

    void moveTo(float x, float y) {
        if (steps++ < MAX_PATH_STEPS) {
            Point2D.Float point = page.transformedPoint(x, y);
            path.moveTo(point.x, point.y);
        }
    }

    void lineTo(float x, float y) {
        if (path.getCurrentPoint() == null) {
            moveTo(x, y);
        } else if (steps++ < MAX_PATH_STEPS) {
            Point2D.Float point = page.transformedPoint(x, y);
            path.lineTo(point.x, point.y);
        }
    }

    void curveTo(float[] points) {
        if (path.getCurrentPoint() == null) {
            moveTo(points[4], points[5]);
        } else if (steps++ < MAX_PATH_STEPS) {
            Point2D.Float one = page.transformedPoint(points[0], points[1]);
            Point2D.Float two = page.transformedPoint(points[2], points[3]);
            Point2D.Float end = page.transformedPoint(points[4], points[5]);
            path.curveTo(one.x, one.y, two.x, two.y, end.x, end.y);
        }
    }

    /** A curve that begins with the point it starts at. */
    void curveFromHere(float x2, float y2, float x3, float y3) {
        Point2D here = path.getCurrentPoint();
        if (here == null) {
            moveTo(x3, y3);
        } else if (steps++ < MAX_PATH_STEPS) {
            Point2D.Float two = page.transformedPoint(x2, y2);
            Point2D.Float end = page.transformedPoint(x3, y3);
            path.curveTo(here.getX(), here.getY(), two.x, two.y, end.x, end.y);
        }
    }

    void close() {
        if (path.getCurrentPoint() != null) {
            path.closePath();
        }
    }

    void rectangle(float x, float y, float width, float height) {
        moveTo(x, y);
        lineTo(x + width, y);
        lineTo(x + width, y + height);
        lineTo(x, y + height);
        close();
    }

    void clip(int rule) {
        clipRule = rule;
    }

    void fill(int rule) {
        path.setWindingRule(rule);
        PDGraphicsState state = page.getGraphicsState();
        paint(path, state.getNonStrokingColor(), state.getNonStrokeAlphaConstant());
    }

    /** Only thick lines matter: they are used as coloured bars behind text. */
    void stroke() {
        PDGraphicsState state = page.getGraphicsState();
        double width = page.thickness(state.getLineWidth());
        boolean solid = state.getLineDashPattern().getDashArray().length == 0;
        if (width >= THICK_POINTS && width < 1e5 && solid && steps <= MAX_STROKED_STEPS) {
            BasicStroke pen = new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL);
            paint(new Path2D.Double(pen.createStrokedShape(path)), state.getStrokingColor(), state.getAlphaConstant());
        }
    }

    void endPath() {
        if (clipRule >= 0 && !path.getPathIterator(null).isDone()) {
            path.setWindingRule(clipRule);
            page.getGraphicsState().intersectClippingPath(path);
        }
        path = new GeneralPath();
        steps = 0;
        clipRule = -1;
    }

    private void paint(Path2D shape, PDColor colour, double constant) {
        double alpha = constant * page.letThrough();
        if (!page.isShown() || alpha <= 0) {
            return;
        }
        PDGraphicsState state = page.getGraphicsState();
        PdfClip clip = page.clip();
        int rgb = PdfColours.rgb(colour);
        BlendMode blend = state.getBlendMode();
        boolean plain = !page.isSheer() && PdfColours.isPlain(blend);
        if (BlendMode.MULTIPLY.equals(blend) && alpha >= 1) {
            canvas.tint(shape, clip, rgb);
        } else if (!plain || state.getSoftMask() != null || (colour.isPattern() && !page.isShading(colour))) {
            canvas.fill(shape, clip, PdfColours.UNKNOWN, alpha, Paint.SHEER);
        } else {
            canvas.fill(shape, clip, rgb, alpha, alpha >= COVERING_ALPHA ? Paint.OPAQUE : Paint.SHEER);
        }
    }

    /** A gradient over all that the clip leaves. */
    void shade() {
        if (page.isShown() && page.letThrough() > 0) {
            boolean sheer = page.isSheer()
                    || page.getGraphicsState().getSoftMask() != null
                    || page.getGraphicsState().getNonStrokeAlphaConstant() * page.letThrough() < COVERING_ALPHA;
            canvas.fill(canvas.page(), page.clip(), PdfColours.UNKNOWN, 1, sheer ? Paint.SHEER : Paint.OPAQUE);
        }
    }

    /** A picture in the unit square. */
    void picture(COSDictionary image, long length) {
        PDGraphicsState state = page.getGraphicsState();
        double alpha = state.getNonStrokeAlphaConstant() * page.letThrough();
        if (!page.isShown() || alpha <= 0) {
            return;
        }
        AffineTransform place = state.getCurrentTransformationMatrix().createAffineTransform();
        Path2D square = new Path2D.Double(new Rectangle2D.Double(0, 0, 1, 1), place);
        long width = image.getInt(COSName.WIDTH, COSName.W, 0);
        long height = image.getInt(COSName.HEIGHT, COSName.H, 0);
        boolean stencil = image.getBoolean(COSName.IMAGE_MASK, COSName.IM, false);
        boolean sheer = stencil
                || image.containsKey(COSName.SMASK)
                || image.containsKey(COSName.MASK)
                || image.getInt(COSName.getPDFName("SMaskInData"), 0) != 0
                || state.getSoftMask() != null
                || page.isSheer()
                || alpha < COVERING_ALPHA
                || !PdfColours.isPlain(state.getBlendMode());
        pixels += Math.max(0, width) * Math.max(0, height);
        bytes += length;
        int colour = sheer || !work.takePicture()
                ? PdfColours.UNKNOWN
                : PdfPictures.flatColour(image, length, page.getResources());
        canvas.fill(square, page.clip(), colour, 1, sheer ? Paint.SHEER_PICTURE : Paint.PICTURE);
    }
}
