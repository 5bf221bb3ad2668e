package dev.weir.adapters.pgvector;

import dev.weir.tenancy.chunk.Candidate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds rows behind a filter by words. A row's score depends on that row and the query alone, and nothing in a query's
 * text is syntax: words are parameters, each of its own.
 */
final class TextSearch {
    /** The most words of a query that are searched for; later ones are left out. */
    static final int MAX_QUERY_WORDS = 256;

    /** Postgres keeps no longer words, in bytes; a character takes four at most. */
    private static final int LONGEST_WORD_CHARACTERS = 500;

    private static final Pattern WORD_BORDER = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final Connection connection;
    private final Sql filter;

    TextSearch(Connection connection, Sql filter) {
        this.connection = connection;
        this.filter = filter;
    }

    /** The best {@code k} rows that hold any of the words, best first. */
    List<Candidate> matching(String text, int k) throws SQLException {
        List<String> words = WORD_BORDER
                .splitAsStream(text)
                .filter(word -> !word.isEmpty() && word.length() <= LONGEST_WORD_CHARACTERS)
                .distinct()
                .limit(MAX_QUERY_WORDS)
                .toList();
        if (words.isEmpty()) {
            return List.of();
        }
        Sql any = holds(words.getFirst());
        words.stream().skip(1).forEach(word -> any.add(" || ").add(holds(word)));
        // Normalization 1 divides by the logarithm of the length, so that long rows do not win by being long. The cast
        // is
        // for the driver, which reads one real as two different doubles, by how often the statement ran on a
        // connection.
        return rows(Sql.of("SELECT " + Rows.COLUMNS + ", ts_rank(chunk.words, asked.query, 1)::float8"
                        + " FROM weir.chunk AS chunk, (SELECT ")
                .add(any)
                .add(" AS query) AS asked WHERE ")
                .add(filter)
                .add(" AND chunk.words @@ asked.query ORDER BY 9 DESC, " + Rows.KEY + " LIMIT ")
                .value(k));
    }

    private static Sql holds(String word) {
        return Sql.of("plainto_tsquery('pg_catalog.simple', ").value(word).add(")");
    }

    /** The first {@code k} rows by id, all with score 0. */
    List<Candidate> byId(int k) throws SQLException {
        return rows(Sql.of("SELECT " + Rows.COLUMNS + ", 0 FROM weir.chunk AS chunk WHERE ")
                .add(filter)
                .add(" ORDER BY " + Rows.KEY + " LIMIT ")
                .value(k));
    }

    private List<Candidate> rows(Sql sql) throws SQLException {
        List<Candidate> rows = new ArrayList<>();
        try (PreparedStatement statement = sql.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                rows.add(Rows.readScored(row));
            }
        }
        return rows;
    }
}
