package dev.weir.ingest.layout.image;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** Where a picture ends in its file. Of a format that does not say so, and of a broken picture, it is the file's end. */
final class PictureEnd {

    private static final long PNG = 0x89504E470D0A1A0AL;
    private static final int PNG_END = 0x49454E44;
    private static final int PNG_CHUNK_BYTES = 12;
    private static final int GIF = 0x47494638;
    private static final int RIFF = 0x52494646;
    private static final int WEBP = 0x57454250;
    private static final int SHORTEST = 16;

    private final ByteBuffer bytes;
    private final int limit;

    private PictureEnd(ByteBuffer bytes) {
        this.bytes = bytes;
        this.limit = bytes.limit();
    }

    static int of(ByteBuffer bytes) {
        PictureEnd end = new PictureEnd(bytes);
        if (end.limit < SHORTEST) {
            return end.limit;
        }
        int first = bytes.getInt(0);
        int found = end.limit;
        if (bytes.getLong(0) == PNG) {
            found = end.png();
        } else if (first >>> 8 == 0xFFD8FF) {
            found = end.jpeg();
        } else if (first == GIF) {
            found = end.gif();
        } else if (first == RIFF && bytes.getInt(8) == WEBP) {
            long size = Integer.toUnsignedLong(Integer.reverseBytes(bytes.getInt(4)));
            found = (int) Math.min(end.limit, 8 + size + (size & 1));
        }
        return found;
    }

    /** How many bytes the whole chunks of a PNG file take, without the one that ends it; empty of another format. */
    static OptionalInt wholeChunks(ByteBuffer file) {
        boolean isPng = file.limit() >= SHORTEST && file.getLong(0) == PNG;
        return isPng ? OptionalInt.of(new PictureEnd(file).chunksEnd()) : OptionalInt.empty();
    }

    private int png() {
        int at = chunksEnd();
        boolean ends = at <= limit - PNG_CHUNK_BYTES && bytes.getInt(at + 4) == PNG_END;
        return ends ? at + PNG_CHUNK_BYTES : limit;
    }

    /** Where the last chunk begins, or the first that is not whole. */
    private int chunksEnd() {
        int at = 8;
        while (at <= limit - PNG_CHUNK_BYTES) {
            int length = bytes.getInt(at);
            boolean whole = length >= 0 && length <= limit - at - PNG_CHUNK_BYTES;
            if (!whole || bytes.getInt(at + 4) == PNG_END) {
                return at;
            }
            at += PNG_CHUNK_BYTES + length;
        }
        return at;
    }

    /** Cameras put further pictures, such as depth maps, behind the first one. */
    private int jpeg() {
        int at = 2;
        while (at < limit - 1) {
            int marker = unsigned(at + 1);
            if (unsigned(at) != 0xFF) {
                return limit;
            }
            at += marker == 0xFF ? 1 : 2;
            if (marker == 0xD9) {
                int next = at;
                while (next < limit && bytes.get(next) == 0) {
                    next++;
                }
                if (next > limit - 2 || bytes.getShort(next) != (short) 0xFFD8) {
                    return at;
                }
                at = next + 2;
            } else if (hasLength(marker)) {
                if (at > limit - 2) {
                    return limit;
                }
                at += Math.max(2, bytes.getShort(at) & 0xFFFF);
            }
            if (marker == 0xDA) {
                at = afterScan(at);
            }
        }
        return limit;
    }

    private static boolean hasLength(int marker) {
        return marker != 0xFF && marker != 0x01 && marker != 0 && (marker < 0xD0 || marker > 0xD8);
    }

    private int afterScan(int from) {
        for (int at = from; at < limit - 1; at++) {
            int next = unsigned(at + 1);
            if (unsigned(at) == 0xFF && next != 0 && (next < 0xD0 || next > 0xD7)) {
                return at;
            }
        }
        return limit;
    }

    private int gif() {
        int at = 13 + colours(unsigned(10));
        while (at < limit) {
            int block = unsigned(at);
            if (block == 0x3B) {
                return at + 1;
            }
            if (block == 0x2C && at < limit - 10) {
                at = afterBlocks(at + 11 + colours(unsigned(at + 9)));
            } else if (block == 0x21) {
                at = afterBlocks(at + 2);
            } else {
                return limit;
            }
        }
        return limit;
    }

    private static int colours(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private int afterBlocks(int from) {
        int at = from;
        while (at < limit && bytes.get(at) != 0) {
            at += 1 + unsigned(at);
        }
        return at + 1;
    }

    private int unsigned(int at) {
        return bytes.get(at) & 0xFF;
    }
}
