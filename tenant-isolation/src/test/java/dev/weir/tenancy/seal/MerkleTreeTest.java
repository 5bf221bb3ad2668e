package dev.weir.tenancy.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.chunk.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the recursive definition of RFC 6962, section 2.1, written down once more. */
class MerkleTreeTest {
    private static final int SIZES = 70;

    @Test
    void rootIsTheOneOfTheDefinition() {
        for (int size = 1; size <= SIZES; size++) {
            assertThat(new MerkleTree(leaves(size)).root()).as("size %d", size).isEqualTo(root(leaves(size)));
        }
    }

    @Test
    void everyPathLeadsToTheRootFromItsOwnLeafAndIndexOnly() {
        for (int size = 1; size <= SIZES; size++) {
            List<Sha256> leaves = leaves(size);
            MerkleTree tree = new MerkleTree(leaves);
            for (int index = 0; index < size; index++) {
                List<Sha256> path = tree.path(index);
                for (int other = -1; other <= size; other++) {
                    assertThat(MerkleTree.includes(leaves.get(index), other, size, path, tree.root()))
                            .as("leaf %d as %d of %d", index, other, size)
                            .isEqualTo(other == index);
                }
                assertThat(MerkleTree.includes(Sha256.ofText("other"), index, size, path, tree.root()))
                        .isFalse();
            }
        }
    }

    @Test
    void pathThatIsCutOrLengthenedLeadsNowhere() {
        for (int size = 2; size <= SIZES; size++) {
            List<Sha256> leaves = leaves(size);
            MerkleTree tree = new MerkleTree(leaves);
            for (int index = 0; index < size; index++) {
                List<Sha256> path = tree.path(index);
                List<Sha256> longer = new ArrayList<>(path);
                longer.add(tree.root());
                assertThat(MerkleTree.includes(
                                leaves.get(index), index, size, path.subList(1, path.size()), tree.root()))
                        .isFalse();
                assertThat(MerkleTree.includes(
                                leaves.get(index), index, size, path.subList(0, path.size() - 1), tree.root()))
                        .isFalse();
                assertThat(MerkleTree.includes(leaves.get(index), index, size, longer, tree.root()))
                        .isFalse();
            }
        }
    }

    @Test
    void nodeIsNoLeaf() {
        List<Sha256> leaves = leaves(2);
        byte[] both = new byte[2 * Sha256.BYTES];
        System.arraycopy(leaves.get(0).bytes(), 0, both, 0, Sha256.BYTES);
        System.arraycopy(leaves.get(1).bytes(), 0, both, Sha256.BYTES, Sha256.BYTES);

        assertThat(MerkleTree.leaf(both)).isNotEqualTo(new MerkleTree(leaves).root());
    }

    @Test
    void treeWithoutLeavesIsRefused() {
        assertThatThrownBy(() -> new MerkleTree(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Sha256> leaves(int size) {
        List<Sha256> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(MerkleTree.leaf(("leaf " + i).getBytes(StandardCharsets.US_ASCII)));
        }
        return leaves;
    }

    private static Sha256 root(List<Sha256> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int split = 1;
        while (2 * split < leaves.size()) {
            split *= 2;
        }
        return Sha256.of(
                new byte[] {1},
                root(leaves.subList(0, split)).bytes(),
                root(leaves.subList(split, leaves.size())).bytes());
    }
}
