package dev.weir.adapters.pgvector;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CompileTimeConstant;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A statement under construction. Its text is made of constants, whole numbers and checked names; the compiler refuses
 * anything else. Strings, lists and vectors become parameters.
 */
final class Sql {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private final StringBuilder text = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    private Sql() {}

    static Sql of(@CompileTimeConstant String constant) {
        return new Sql().add(constant);
    }

    @CanIgnoreReturnValue
    Sql add(@CompileTimeConstant String constant) {
        text.append(constant);
        return this;
    }

    @CanIgnoreReturnValue
    Sql add(Sql other) {
        text.append(other.text);
        parameters.addAll(other.parameters);
        return this;
    }

    /** Writes a number into the text, where SQL takes no parameter. */
    @CanIgnoreReturnValue
    Sql literal(int number) {
        text.append(number);
        return this;
    }

    /**
     * Writes a name of the application's into the text, quoted, where SQL takes no parameter.
     *
     * @param name of a schema, table or column, as the server's catalogue spells it
     * @throws IllegalArgumentException if it is not 1 to 63 characters of {@code A-Z a-z 0-9 _}, or begins with a digit
     */
    @CanIgnoreReturnValue
    Sql identifier(String name) {
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a name in SQL must be 1-63 characters of A-Z a-z 0-9 _ and not begin with"
                            + " a digit; length was " + name.length());
        }
        text.append('"').append(name).append('"');
        return this;
    }

    @CanIgnoreReturnValue
    Sql value(String value) {
        return parameter("?", value);
    }

    @CanIgnoreReturnValue
    Sql value(long value) {
        return parameter("?", value);
    }

    @CanIgnoreReturnValue
    Sql value(byte[] value) {
        return parameter("?", value);
    }

    /** Adds one parameter that holds all of these, sorted. */
    @CanIgnoreReturnValue
    Sql values(Collection<String> values) {
        return list(values.stream().sorted().toList());
    }

    /** Adds one parameter that holds a list as it is. */
    @CanIgnoreReturnValue
    Sql list(List<String> values) {
        return parameter("?", values.toArray(String[]::new));
    }

    @CanIgnoreReturnValue
    Sql value(float[] vector) {
        return parameter("?::real[]::vector", vector);
    }

    private Sql parameter(String placeholder, Object value) {
        text.append(placeholder);
        parameters.add(value);
        return this;
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.toString());
        int index = 0;
        for (Object parameter : parameters) {
            index++;
            switch (parameter) {
                case String value -> statement.setString(index, value);
                case Long value -> statement.setLong(index, value);
                case byte[] value -> statement.setBytes(index, value);
                case String[] values -> statement.setArray(index, connection.createArrayOf("text", values));
                case float[] vector -> statement.setArray(index, array(connection, vector));
                default -> throw new IllegalStateException("no parameter of this type is ever added");
            }
        }
        return statement;
    }

    /** A vector as the driver takes it; it sends every bit. */
    static Array array(Connection connection, float[] vector) throws SQLException {
        Float[] boxed = new Float[vector.length];
        Arrays.setAll(boxed, i -> vector[i]);
        return connection.createArrayOf("float4", boxed);
    }

    /** The text with its placeholders, never a value. */
    @Override
    public String toString() {
        return text.toString();
    }
}
