package dev.weir.ingest.parse;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The command line that starts a worker process in a folder of its own. */
interface WorkerCommand {

    List<String> in(Path folder);

    /**
     * This program's Java with this program's class path, cut down to what parsing needs: the heap ceiling, an exit on
     * exhaustion, no compiler that costs more than short runs win, no names resolved, no files left outside the folder.
     */
    static WorkerCommand forLimits(DocumentLimits limits) {
        return folder -> {
            List<String> command = new ArrayList<>(List.of(
                    javaExecutable(),
                    "-Xmx" + limits.heapBytes().value(),
                    "-XX:MaxMetaspaceSize=256m",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:+DisplayVMOutputToStderr",
                    "-XX:-CreateCoredumpOnCrash",
                    "-XX:ErrorFile=" + folder.resolve("crash.log"),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "-Xshare:auto",
                    "-Djava.awt.headless=true",
                    "-Djava.io.tmpdir=" + folder,
                    "-Duser.home=" + folder,
                    "-Dpdfbox.fontcache=" + folder,
                    "-Djdk.net.hosts.file=" + folder.resolve("no-hosts"),
                    "-Dfile.encoding=UTF-8",
                    "-cp",
                    absoluteClassPath(),
                    WorkerMain.class.getName()));
            command.add(Long.toString(ProcessHandle.current().pid()));
            command.add(folder.toString());
            command.add(Long.toString(limits.outputChars().value()));
            command.add(Long.toString(limits.embeddedDepth().value()));
            command.add(Long.toString(limits.embeddedDocuments().value()));
            command.add(Long.toString(limits.wallClockMillis().value()));
            command.add(String.join("+", limits.recognition().languages()));
            command.add(limits.recognition().program().map(Path::toString).orElse(""));
            return List.copyOf(command);
        };
    }

    private static String javaExecutable() {
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        Path windows = bin.resolve("java.exe");
        return Files.exists(windows) ? windows.toString() : bin.resolve("java").toString();
    }

    /** Relative entries are made absolute, since a worker runs in a folder of its own. */
    private static String absoluteClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
