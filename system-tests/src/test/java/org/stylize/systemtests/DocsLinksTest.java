package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every relative link of the documentation leads somewhere. */
class DocsLinksTest {
    /** Directories with built or fetched files; hidden directories are skipped too. */
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", "out", "data");

    @Test
    void everyRelativeLinkAndAnchorExists() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : pages(Checkout.root())) {
            for (String link : MarkdownPage.read(file).links()) {
                if (!MarkdownPage.isElsewhere(link) && !leadsSomewhere(file, link)) {
                    broken.add(Checkout.root().relativize(file) + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void theReadmesAreAmongThePages() throws IOException {
        assertThat(pages(Checkout.root()))
                .contains(
                        Checkout.file("README.md"), Checkout.file("docs/README.md"), Checkout.file("deploy/README.md"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Many small jobs | many-small-jobs",
                "The textbook's recipe, `d2l` | the-textbooks-recipe-d2l",
                "0005. The gradient is written by hand | 0005-the-gradient-is-written-by-hand",
                "Store, announce: acknowledge! | store-announce-acknowledge",
                "`d2l-fast` and [a link](x.md) | d2l-fast-and-a-link",
            })
    void anchorsAreMadeFromHeadingsAsGitHubDoes(String heading, String anchor) {
        assertThat(MarkdownPage.anchor(heading)).isEqualTo(anchor);
    }

    @Test
    void linksAndHeadingsInCodeDoNotCount() {
        MarkdownPage page = MarkdownPage.of("""
                # Title
                A [link](a.md#b), ![picture](c.png), `[code](d.md)`.
                ```
                # no heading
                [no link](e.md)
                ```
                ## Title
                """);

        assertThat(page.links()).containsExactly("a.md#b", "c.png");
        assertThat(page.anchors()).containsExactly("title", "title-1");
    }

    private static boolean leadsSomewhere(Path from, String link) throws IOException {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? from : from.resolveSibling(path).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0 || MarkdownPage.read(target).anchors().contains(link.substring(hash + 1));
    }

    private static List<Path> pages(Path root) throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> entries = Files.list(root)) {
            for (Path entry : entries.sorted().toList()) {
                String name = entry.getFileName().toString();
                if (Files.isDirectory(entry)) {
                    if (!name.startsWith(".") && !NOT_OURS.contains(name)) {
                        pages.addAll(pages(entry));
                    }
                } else if (name.endsWith(".md")) {
                    pages.add(entry);
                }
            }
        }
        return pages;
    }
}
