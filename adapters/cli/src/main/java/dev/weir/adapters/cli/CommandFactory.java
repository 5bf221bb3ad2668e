package dev.weir.adapters.cli;

import java.lang.reflect.Constructor;
import java.time.InstantSource;
import java.util.Arrays;
import picocli.CommandLine;

/** Makes command objects, and hands the one clock to those that want it. */
final class CommandFactory implements CommandLine.IFactory {
    private final InstantSource clock;

    CommandFactory(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        boolean wantsClock = Arrays.stream(type.getDeclaredConstructors())
                .anyMatch(constructor ->
                        Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {InstantSource.class}));
        if (!wantsClock) {
            return CommandLine.defaultFactory().create(type);
        }
        Constructor<K> constructor = type.getDeclaredConstructor(InstantSource.class);
        return constructor.newInstance(clock);
    }
}
