package org.stylize.engine.cli;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.stylize.engine.picture.PillowResampling;
import org.stylize.engine.picture.RgbImage;
import org.stylize.recipe.ImageSize;

/** Pictures side by side with a text under each, on white. */
final class ContactSheet {
    private static final int LONGEST_SIDE = 360;
    private static final int GAP = 12;
    private static final int FONT_SIZE = 13;
    private static final Color GREY = new Color(0x606060);

    private final String title;
    private final int columns;
    private final Font font = new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE);
    private final List<Cell> cells = new ArrayList<>();

    /** @param columns pictures in a row */
    ContactSheet(String title, int columns) {
        this.title = title;
        this.columns = columns;
    }

    private record Cell(RgbImage picture, List<String> lines) {}

    /**
     * Looks, before the work, whether there is something to write labels with.
     *
     * @throws UsageException if this Java finds no font
     */
    static void requireFont() {
        try {
            new ContactSheet("stylize", 1).lineHeight();
        } catch (InternalError | UnsatisfiedLinkError | RuntimeException e) { // Java without fonts answers with any
            throw new UsageException("--contact-sheet: this Java finds no font for the labels; install fontconfig and a"
                    + " font, as the packages fontconfig and fonts-dejavu-core (" + e + ")");
        }
    }

    /** One more picture; a large one is made smaller. The first line of its text is black, the others grey. */
    void add(RgbImage picture, List<String> lines) {
        ImageSize size = picture.size();
        double factor = Math.min(1, (double) LONGEST_SIDE / size.longSide());
        ImageSize small = new ImageSize((int) Math.max(1, Math.rint(size.width() * factor)), (int)
                Math.max(1, Math.rint(size.height() * factor)));
        cells.add(new Cell(PillowResampling.BICUBIC.resize(picture, small), List.copyOf(lines)));
    }

    /** The sheet, row by row. */
    RgbImage drawn() {
        int lineHeight = lineHeight();
        int lines = cells.stream().mapToInt(cell -> cell.lines().size()).max().orElse(0);
        int textWidth = cells.stream()
                .flatMap(cell -> cell.lines().stream())
                .mapToInt(this::textWidth)
                .max()
                .orElse(0);
        int width = Math.max(
                textWidth,
                cells.stream()
                        .mapToInt(cell -> cell.picture().size().width())
                        .max()
                        .orElse(1));
        int pictureHeight = cells.stream()
                .mapToInt(cell -> cell.picture().size().height())
                .max()
                .orElse(1);
        int height = pictureHeight + lineHeight * lines + GAP / 2;
        int rows = (cells.size() + columns - 1) / columns;
        int titleHeight = GAP + lineHeight;
        BufferedImage sheet = new BufferedImage(
                Math.max(GAP + columns * (width + GAP), textWidth(title) + 2 * GAP),
                titleHeight + GAP + rows * (height + GAP),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = graphics(sheet);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setColor(Color.BLACK);
        graphics.drawString(title, GAP, GAP + graphics.getFontMetrics().getAscent());
        for (int i = 0; i < cells.size(); i++) {
            draw(
                    cells.get(i),
                    sheet,
                    graphics,
                    GAP + i % columns * (width + GAP),
                    titleHeight + GAP + i / columns * (height + GAP));
        }
        graphics.dispose();
        return picture(sheet);
    }

    private static void draw(Cell cell, BufferedImage sheet, Graphics2D graphics, int left, int top) {
        ImageSize size = cell.picture().size();
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                sheet.setRGB(left + x, top + y, cell.picture().rgbAt(x, y));
            }
        }
        FontMetrics metrics = graphics.getFontMetrics();
        int base = top + size.height() + GAP / 2 + metrics.getAscent();
        graphics.setColor(Color.BLACK);
        for (String line : cell.lines()) {
            graphics.drawString(line, left, base);
            graphics.setColor(GREY);
            base += metrics.getHeight();
        }
    }

    private int lineHeight() {
        return metrics().getHeight();
    }

    private int textWidth(String text) {
        return metrics().stringWidth(text);
    }

    private FontMetrics metrics() {
        Graphics2D graphics = graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        try {
            return graphics.getFontMetrics();
        } finally {
            graphics.dispose();
        }
    }

    private Graphics2D graphics(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.setFont(font);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        return graphics;
    }

    private static RgbImage picture(BufferedImage sheet) {
        int width = sheet.getWidth();
        byte[] rgb = new byte[Math.multiplyExact(3 * width, sheet.getHeight())];
        for (int i = 0; i < rgb.length / 3; i++) {
            int colour = sheet.getRGB(i % width, i / width);
            rgb[3 * i] = (byte) (colour >> 16);
            rgb[3 * i + 1] = (byte) (colour >> 8);
            rgb[3 * i + 2] = (byte) colour;
        }
        return RgbImage.of(new ImageSize(width, sheet.getHeight()), rgb);
    }
}
