package dev.weir.tenancy.sabotage;

/**
 * One check taken out of the product, and nothing else.
 *
 * @param name what is missing then
 * @param caughtBy the suite that must fail then, a class below {@code dev.weir.tenancy}
 * @param file the source, below {@code src/main/java/dev/weir/tenancy}
 * @param replace text that must stand there exactly once
 * @param with what stands there in its place
 */
record Sabotage(String name, String caughtBy, String file, String replace, String with) {
    @Override
    public String toString() {
        return name;
    }
}
