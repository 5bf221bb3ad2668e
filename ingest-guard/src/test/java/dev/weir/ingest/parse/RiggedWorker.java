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

    public static void main(String[] args) throws IOException {
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

    /** The pool's folder is above the worker's own and outlives it. */
    private static boolean firstTime(WorkerRequest request) throws IOException {
        Path pool = requireNonNull(requireNonNull(request.file().getParent()).getParent());
        Path marker = pool.resolve(request.name() + ".seen");
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

    /** A layer of one letter whose only origin has this range, reason, kind of place and its first number. */
    private static byte[] originating(long id, int end, String reason, int kind, int number) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.write(layered(id, new byte[] {'a'}), 0, layered(id, new byte[] {'a'}).length - 3 * Integer.BYTES);
        data.writeInt(1);
        data.writeInt(0);
        data.writeInt(end);
        data.writeByte(1);
        data.writeUTF(reason);
        data.writeByte(kind);
        data.writeInt(number);
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

    private static void text(DataOutputStream data, byte[] utf8) throws IOException {
        data.writeInt(utf8.length);
        data.write(utf8);
    }
}
