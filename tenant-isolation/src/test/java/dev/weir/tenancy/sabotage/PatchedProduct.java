package dev.weir.tenancy.sabotage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The product and its tests once more in a class loader of their own, with one source file patched and compiled in
 * memory. Product code knows nothing of it.
 */
final class PatchedProduct extends ClassLoader {
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "weir", "tenancy");
    private static final String OURS = "dev.weir.";

    private final Map<String, byte[]> patched;

    private PatchedProduct(Map<String, byte[]> patched) {
        super(PatchedProduct.class.getClassLoader());
        this.patched = patched;
    }

    /** The product as it is, loaded the same way. */
    static PatchedProduct untouched() {
        return new PatchedProduct(Map.of());
    }

    /** @throws IllegalStateException if the text to replace does not stand in the file exactly once, or nothing compiles */
    static PatchedProduct with(Sabotage sabotage) throws IOException {
        String source = Files.readString(SOURCES.resolve(sabotage.file()), UTF_8);
        int at = source.indexOf(sabotage.replace());
        if (at < 0 || source.indexOf(sabotage.replace(), at + 1) >= 0) {
            throw new IllegalStateException(
                    "\"" + sabotage.replace() + "\" must stand exactly once in " + sabotage.file());
        }
        return new PatchedProduct(compile(sabotage.file(), source.replace(sabotage.replace(), sabotage.with())));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = patched.get(name);
        if (bytes == null) {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                bytes = in.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static Map<String, byte[]> compile(String file, String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, UTF_8);
                JavaFileManager memory = new MemoryFiles(standard, classes)) {
            boolean compiled = compiler.getTask(
                            null,
                            memory,
                            null,
                            List.of(
                                    "-proc:none",
                                    "-nowarn",
                                    "-Xlint:none",
                                    "-classpath",
                                    System.getProperty("java.class.path")),
                            null,
                            List.of(new Source(file, source)))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("the patched " + file + " does not compile");
            }
        }
        Map<String, byte[]> bytes = new HashMap<>();
        classes.forEach((name, out) -> bytes.put(name, out.toByteArray()));
        return bytes;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String file, String text) {
            super(URI.create("memory:///dev/weir/tenancy/" + file), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes;

        MemoryFiles(StandardJavaFileManager standard, Map<String, ByteArrayOutputStream> classes) {
            super(standard);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(
                    URI.create("memory:///" + className.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    classes.put(className, out);
                    return out;
                }
            };
        }
    }
}
