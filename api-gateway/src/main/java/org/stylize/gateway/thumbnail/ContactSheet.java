package org.stylize.gateway.thumbnail;

import static java.util.Objects.requireNonNull;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import javax.imageio.ImageIO;
import org.stylize.gateway.submission.ImageNotFoundException;
import org.stylize.image.ImageException;
import org.stylize.proto.ImageRef;

/** One picture of many, small and in rows. For any thread; waits while the thumbnails are made. */
public final class ContactSheet {
    /** Most pictures of a sheet. */
    public static final int MOST = 100;

    private static final int COLUMNS = 10;
    private static final int GAP_PIXELS = 8;
    private static final Color GROUND = new Color(0x20, 0x20, 0x22);

    private final Thumbnails thumbnails;

    public ContactSheet(Thumbnails thumbnails) {
        this.thumbnails = requireNonNull(thumbnails, "thumbnails is null");
    }

    /**
     * The sheet, a JPEG, row by row.
     *
     * @param pictures 1 to {@link #MOST}; the cell of one that cannot be read stays empty
     * @throws org.stylize.gateway.submission.UnavailableException if the store does not answer
     */
    public byte[] of(List<ImageRef> pictures) {
        if (pictures.isEmpty() || pictures.size() > MOST) {
            throw new IllegalArgumentException("a sheet has 1 to " + MOST + " pictures but not " + pictures.size());
        }
        int cell = ThumbnailForm.SMALL.longSidePixels() + GAP_PIXELS;
        int columns = Math.min(COLUMNS, pictures.size());
        int rows = (pictures.size() + columns - 1) / columns;
        BufferedImage sheet =
                new BufferedImage(columns * cell + GAP_PIXELS, rows * cell + GAP_PIXELS, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(GROUND);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < pictures.size(); i++) {
            draw(pictures.get(i), graphics, GAP_PIXELS + i % columns * cell, GAP_PIXELS + i / columns * cell);
        }
        graphics.dispose();
        return jpeg(sheet);
    }

    private void draw(ImageRef picture, Graphics2D graphics, int left, int top) {
        try {
            BufferedImage small = ImageIO.read(new ByteArrayInputStream(
                    thumbnails.of(picture, ThumbnailForm.SMALL).join()));
            int side = ThumbnailForm.SMALL.longSidePixels();
            graphics.drawImage(small, left + (side - small.getWidth()) / 2, top + (side - small.getHeight()) / 2, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CompletionException e) {
            if (e.getCause() instanceof ImageNotFoundException || e.getCause() instanceof ImageException) {
                return; // its cell stays empty
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static byte[] jpeg(BufferedImage sheet) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(sheet, "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
