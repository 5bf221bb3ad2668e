package dev.weir.tenancy.seal;

import dev.weir.tenancy.chunk.Sha256;
import java.util.ArrayList;
import java.util.List;

/** The Merkle tree of RFC 6962, section 2.1, with SHA-256: leaves are hashed behind 0x00, nodes behind 0x01. */
final class MerkleTree {
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    /** The leaves, then each row of nodes above; a node without a neighbour moves up as it is. */
    private final List<List<Sha256>> rows = new ArrayList<>();

    /** @param leaves hashes as {@link #leaf} makes them, at least one */
    MerkleTree(List<Sha256> leaves) {
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("a tree needs at least one leaf");
        }
        List<Sha256> row = List.copyOf(leaves);
        rows.add(row);
        while (row.size() > 1) {
            List<Sha256> above = new ArrayList<>((row.size() + 1) / 2);
            for (int i = 0; i < row.size(); i += 2) {
                above.add(i + 1 < row.size() ? node(row.get(i), row.get(i + 1)) : row.get(i));
            }
            row = above;
            rows.add(row);
        }
    }

    static Sha256 leaf(byte[] data) {
        return Sha256.of(LEAF, data);
    }

    Sha256 root() {
        return rows.getLast().getFirst();
    }

    /** The audit path of leaf {@code index}, from the leaf's sibling upwards. */
    List<Sha256> path(int index) {
        List<Sha256> path = new ArrayList<>();
        int node = index;
        for (List<Sha256> row : rows) {
            int sibling = node ^ 1;
            if (sibling < row.size()) {
                path.add(row.get(sibling));
            }
            node >>= 1;
        }
        return path;
    }

    /** Whether {@code path} leads from {@code leaf} at {@code index} to {@code root} (RFC 9162, section 2.1.3.2). */
    static boolean includes(Sha256 leaf, int index, int size, List<Sha256> path, Sha256 root) {
        if (index < 0 || index >= size) {
            return false;
        }
        int node = index;
        int last = size - 1;
        Sha256 hash = leaf;
        for (Sha256 sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = node(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    private static Sha256 node(Sha256 left, Sha256 right) {
        return Sha256.of(NODE, left.bytes(), right.bytes());
    }
}
