package org.stylize.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links and headings of a Markdown file.
 *
 * @param links targets as they are written, of links and pictures, in order
 * @param anchors names of the headings as GitHub makes them, in order
 */
record MarkdownPage(List<String> links, List<String> anchors) {
    private static final Pattern LINK = Pattern.compile("]\\(<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");

    MarkdownPage {
        links = List.copyOf(links);
        anchors = List.copyOf(anchors);
    }

    static MarkdownPage read(Path file) throws IOException {
        return of(Files.readString(file));
    }

    static MarkdownPage of(String text) {
        StringBuilder prose = new StringBuilder();
        List<String> anchors = new ArrayList<>();
        boolean code = false;
        for (String line : text.lines().toList()) {
            if (line.stripLeading().startsWith("```")) {
                code = !code;
            } else if (!code) {
                prose.append(line).append('\n');
                Matcher heading = HEADING.matcher(line);
                if (heading.matches()) {
                    anchors.add(unused(anchor(heading.group(1)), anchors));
                }
            }
        }
        List<String> links = new ArrayList<>();
        Matcher link = LINK.matcher(CODE.matcher(prose).replaceAll("`"));
        while (link.find()) {
            links.add(link.group(1));
        }
        return new MarkdownPage(links, anchors);
    }

    /** Whether a link leads out of this repository. */
    static boolean isElsewhere(String link) {
        return link.matches("[a-z][a-z+.-]*:.*");
    }

    /** GitHub's rule: the text without its markup, in lower case, without punctuation, with dashes for spaces. */
    static String anchor(String heading) {
        return heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    private static String unused(String anchor, List<String> taken) {
        String name = anchor;
        for (int i = 1; taken.contains(name); i++) {
            name = anchor + "-" + i;
        }
        return name;
    }
}
