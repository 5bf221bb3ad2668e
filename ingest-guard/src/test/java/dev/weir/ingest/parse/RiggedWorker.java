package dev.weir.ingest.parse;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A worker process that does what the name of the document says: answers, lies, hangs or dies. */
final class RiggedWorker {

    static final long MAX_CHARS = 10_000;

    private RiggedWorker() {}

    static WorkerCommand command() {
        return folder -> List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+DisplayVMOutputToStderr",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                RiggedWorker.class.getName());
    }

    /**
     * Answers until it is told otherwise.
     *
     * @param args any at all for a process that does nothing
     */
    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            hang();
        }
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        WorkerProtocol protocol = new WorkerProtocol(MAX_CHARS);
        protocol.sendReady(out);
        while (true) {
            WorkerRequest request = protocol.receiveRequest(System.in);
            answer(request, protocol, out);
        }
    }

    private static void answer(WorkerRequest request, WorkerProtocol protocol, OutputStream out) throws IOException {
        String text = Files.readString(request.file(), StandardCharsets.UTF_8);
        switch (request.name()) {
            case "hang-first", "die-first" -> {
                if (firstTime(request)) {
                    if (request.name().startsWith("die")) {
                        Runtime.getRuntime().halt(9);
                    }
                    hang();
                }
                protocol.send(echo(request.id(), text), out);
            }
            case "hang-always" -> hang();
            case "die" -> Runtime.getRuntime().halt(9);
            case "exhaust" -> exhaust();
            case "other-id" -> protocol.send(echo(request.id() + 1, text), out);
            case "much-text" -> protocol.send(echo(request.id(), "x".repeat((int) MAX_CHARS + 1)), out);
            case "long-frame" -> header(out, Integer.MAX_VALUE);
            case "negative-frame" -> header(out, -1);
            case "noise" -> {
                byte[] noise = new byte[1_000];
                Arrays.fill(noise, (byte) 0xFF);
                frame(out, noise);
            }
            case "short-frame" -> frame(out, new byte[2]);
            case "bad-utf8" -> frame(out, layered(request.id(), new byte[] {(byte) 0xC0, (byte) 0x80}));
            case "nul" -> frame(out, layered(request.id(), new byte[] {'a', 0}));
            case "lone-surrogate" ->
                frame(out, layered(request.id(), new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}));
            case "blank" -> frame(out, layered(request.id(), new byte[] {' '}));
            case "channel" -> frame(out, layered(request.id(), "GOSSIP", "/", new byte[] {'a'}));
            case "location" -> frame(out, layered(request.id(), "BODY", "/../etc", new byte[] {'a'}));
            case "origin" -> frame(out, originating(request.id(), 1, "VANISH", 5, 3));
            case "origin-behind-text" -> frame(out, originating(request.id(), 2, "VANISH", 5, 3));
            case "origin-reason" -> frame(out, originating(request.id(), 1, "WHIM", 5, 3));
            case "origin-kind" -> frame(out, originating(request.id(), 1, "VANISH", 9, 3));
            case "origin-number" -> frame(out, originating(request.id(), 1, "VANISH", 5, 0));
            case "origin-overlap" -> frame(out, originating(request.id(), 1, "VANISH", 5, 3, 2));
            case "layer-twice" -> frame(out, counting(request.id(), 2, 2, 0, 0));
            case "layers-missing" -> frame(out, counting(request.id(), 500_000, 1, 0, 0));
            case "many-layers" -> frame(out, counting(request.id(), 5_000_000, 1, 0, 0));
            case "many-gaps" -> frame(out, counting(request.id(), 1, 1, 5_000, 0));
            case "many-values" -> frame(out, counting(request.id(), 1, 1, 0, 60_001));
            case "gap-code" -> frame(out, renamed(counting(request.id(), 1, 1, 1, 0), "UNSUPPORTED", "UNSUPP0RTED"));
            case "bytes-after" -> frame(out, Arrays.copyOf(layered(request.id(), new byte[] {'a'}), 200));
            case "endless" -> endless(out);
            case "after-end" -> {
                protocol.send(echo(request.id(), text), out);
                out.write(new byte[] {1, 2, 3});
                out.flush();
            }
            case "deaf" -> {
                protocol.send(echo(request.id(), text), out);
                hang();
            }
            case "child" -> {
                Path child = pool(request).resolve("child");
                Files.writeString(child, Long.toString(child().pid()), StandardCharsets.UTF_8);
                hang();
            }
            case "stubborn" -> {
                // Asked to end, a virtual machine waits for these.
                Runtime.getRuntime().addShutdownHook(new Thread(RiggedWorker::hang));
                hang();
            }
            case "loud" -> {
                shout();
                protocol.send(echo(request.id(), text), out);
            }
            case "die-counted" -> {
                Path attempts = pool(request).resolve("attempts");
                String pid = ProcessHandle.current().pid() + "\n";
                Files.writeString(attempts, pid, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                Runtime.getRuntime().halt(9);
            }
            case "spin" -> spin();
            case "drip" -> drip(out);
            case "closed" -> {
                out.close();
                hang();
            }
            case "early" -> {
                protocol.send(echo(request.id(), text), out);
                protocol.send(echo(request.id() + 1, "a lie about the next document"), out);
            }
            default -> protocol.send(echo(request.id(), text), out);
        }
    }

    private static WorkerAnswer echo(long id, String text) {
        return new WorkerAnswer(
                id,
                new Extraction(
                        "text/plain",
                        List.of(new Layer(Channel.BODY, "/", text)),
                        List.of(new Gap(GapCode.UNSUPPORTED, "/", "")),
                        Map.of("key", List.of("value"))));
    }

    /** It is above the worker's own folder and outlives it. */
    private static Path pool(WorkerRequest request) {
        return requireNonNull(requireNonNull(request.file().getParent()).getParent());
    }

    private static boolean firstTime(WorkerRequest request) throws IOException {
        Path marker = pool(request).resolve(request.name() + ".seen");
        if (Files.exists(marker)) {
            return false;
        }
        Files.createFile(marker);
        return true;
    }

    private static void hang() {
        while (true) {
            LockSupport.park();
        }
    }

    private static void exhaust() {
        StringBuilder hoard = new StringBuilder();
        while (true) {
            hoard.append("more and more ").append(hoard);
        }
    }

    private static void drip(OutputStream out) throws IOException {
        header(out, 1_000_000);
        while (true) {
            out.write('x');
            out.flush();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void endless(OutputStream out) throws IOException {
        byte[] noise = new byte[1 << 16];
        Arrays.fill(noise, (byte) 'x');
        while (true) {
            out.write(noise);
        }
    }

    private static void shout() throws IOException {
        byte[] noise = new byte[1 << 20];
        try (OutputStream err = new FileOutputStream(FileDescriptor.err)) {
            for (int i = 0; i < 2_048; i++) {
                err.write(noise);
            }
        }
    }

    /** A process that outlives its parent unless somebody ends it. */
    private static Process child() throws IOException {
        List<String> idle = new ArrayList<>(command().in(Path.of("")));
        idle.add("idle");
        return new ProcessBuilder(idle)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void header(OutputStream out, int length) throws IOException {
        new DataOutputStream(out).writeInt(length);
        out.flush();
    }

    private static void frame(OutputStream out, byte[] bytes) throws IOException {
        header(out, bytes.length);
        out.write(bytes);
        out.flush();
    }

    private static byte[] layered(long id, byte[] utf8) throws IOException {
        return layered(id, "BODY", "/", utf8);
    }

    private static byte[] layered(long id, String channel, String location, byte[] utf8) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeLong(id);
        text(data, "text/plain".getBytes(StandardCharsets.UTF_8));
        data.writeInt(1);
        text(data, channel.getBytes(StandardCharsets.UTF_8));
        text(data, location.getBytes(StandardCharsets.UTF_8));
        text(data, utf8);
        data.writeInt(0);
        data.writeInt(0);
        data.writeInt(0);
        return bytes.toByteArray();
    }

    /** An answer with so many layers, gaps, and values under each of ten keys, and another count of layers said. */
    private static byte[] counting(long id, int layersSaid, int layers, int gaps, int values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeLong(id);
        text(data, "text/plain");
        data.writeInt(layersSaid);
        for (int i = 0; i < layers; i++) {
            text(data, "BODY");
            text(data, "/");
            text(data, "a");
            data.writeInt(0);
        }
        data.writeInt(gaps);
        for (int i = 0; i < gaps; i++) {
            text(data, "UNSUPPORTED");
            text(data, "/");
            text(data, "");
        }
        data.writeInt(values == 0 ? 0 : 10);
        for (int i = 0; i < 10 && values > 0; i++) {
            text(data, "key" + i);
            data.writeInt(values);
            data.write(new byte[values * Integer.BYTES]);
        }
        return bytes.toByteArray();
    }

    private static byte[] renamed(byte[] answer, String name, String other) {
        return new String(answer, StandardCharsets.ISO_8859_1)
                .replace(name, other)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] originating(long id, int end, String reason, int kind, int number) throws IOException {
        return originating(id, end, reason, kind, number, 1);
    }

    /** A layer of one letter whose origins all have this range, reason, kind of place and its first number. */
    private static byte[] originating(long id, int end, String reason, int kind, int number, int times)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.write(layered(id, new byte[] {'a'}), 0, layered(id, new byte[] {'a'}).length - 3 * Integer.BYTES);
        data.writeInt(times);
        for (int i = 0; i < times; i++) {
            data.writeInt(0);
            data.writeInt(end);
            data.writeByte(1);
            data.writeUTF(reason);
            data.writeByte(kind);
            data.writeInt(number);
        }
        data.writeInt(0);
        data.writeInt(0);
        return bytes.toByteArray();
    }

    private static void spin() {
        long turns = 0;
        while (turns >= 0) {
            turns = (turns + 1) & Long.MAX_VALUE;
        }
    }

    private static void text(DataOutputStream data, String text) throws IOException {
        text(data, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void text(DataOutputStream data, byte[] utf8) throws IOException {
        data.writeInt(utf8.length);
        data.write(utf8);
    }
}
