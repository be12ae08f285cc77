package org.stylize.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stylize.base.Sha256;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.engine.UnsuitableJobException.Reason;
import org.stylize.image.ImageException;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.image.ImageTooLargeException;

/**
 * A picture file as it was found.
 *
 * @param file as it was named
 * @param sha256 of the file, in hexadecimal
 * @param width upright, pixels
 * @param height upright, pixels
 */
record InputPicture(Path file, ImageBytes bytes, String sha256, int width, int height) {
    /**
     * Reads a file, after its size was looked at.
     *
     * @param role what it is for, in messages
     * @throws InputException if it is missing
     * @throws UnsuitableJobException if it is too large or no picture
     */
    static InputPicture read(String role, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InputException(role + ": there is no file " + file);
        }
        if (!Files.isReadable(file)) {
            throw new InputException(role + ": there is no permission to read " + file);
        }
        try {
            ImageLimits.DEFAULT.checkBytes(Files.size(file));
            byte[] bytes = Files.readAllBytes(file);
            ImageHeader header = ImageHeader.read(bytes);
            return new InputPicture(file, new ImageBytes(bytes), Sha256.of(bytes), header.width(), header.height());
        } catch (ImageException e) {
            Reason reason = e instanceof ImageTooLargeException ? Reason.IMAGE_TOO_LARGE : Reason.IMAGE_UNREADABLE;
            throw new UnsuitableJobException(reason, role + ": " + e.getMessage(), e);
        }
    }
}
