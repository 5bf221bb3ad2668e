package dev.weir.ingest.parse;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a worker says. It is refused by an {@link IOException}, or it keeps the rules and can be said again; anything else
 * is a finding, and so is an answer for which the parent takes much more memory than its bytes.
 */
final class AnswerTarget implements FuzzTarget {

    private static final long MAX_CHARS = 10_000;
    private static final long FIXED_BYTES = 1 << 20;
    private static final long PER_BYTE = 100;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final WorkerProtocol protocol = new WorkerProtocol(MAX_CHARS);

    @Override
    public List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (String format : FuzzTargets.formats()) {
            ReadingTarget target = FuzzTargets.reading(format);
            seeds.add(sent(new WorkerAnswer(7, target.read(target.seeds().getFirst()))));
        }
        return seeds;
    }

    @Override
    public void handle(byte[] input) throws IOException {
        // What Java loads for the first reading is not memory that the input takes.
        read(input);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        WorkerAnswer answer = read(input);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > FIXED_BYTES + PER_BYTE * input.length) {
            throw new AssertionError(input.length + " bytes took " + allocated + " bytes of memory to read");
        }
        if (answer != null && !answer.equals(read(sent(answer)))) {
            throw new AssertionError("the answer is another one when it is said again");
        }
    }

    /** The answer, or null if it is refused. */
    private @Nullable WorkerAnswer read(byte[] input) {
        try {
            return protocol.receiveAnswer(new ByteArrayInputStream(input));
        } catch (IOException refused) {
            return null;
        }
    }

    private byte[] sent(WorkerAnswer answer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        protocol.send(answer, out);
        return out.toByteArray();
    }
}
