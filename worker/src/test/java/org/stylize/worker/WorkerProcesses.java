package org.stylize.worker;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.stylize.engine.ImageBytes;
import org.stylize.stack.StackProcess;
import org.stylize.stack.fleet.ServiceProcess;

/** The packaged worker, started by its script, and pictures for it. */
final class WorkerProcesses {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private WorkerProcesses() {}

    /** @param more environment of the worker */
    static ServiceProcess start(StackProcess stack, Path directory, String name, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "STYLIZE_NO_BUILD", "1",
                "WORKER_NAME", name,
                "WORKER_THREADS", "1",
                "WORKER_KAFKA_BOOTSTRAP_SERVERS", stack.bootstrapServers(),
                "WORKER_S3_ENDPOINT", stack.s3Endpoint(),
                "WORKER_S3_ACCESS_KEY", stack.accessKey(),
                "WORKER_S3_SECRET_KEY", stack.secretKey(),
                "WORKER_READY_FILE", directory.resolve(name + ".ready").toString()));
        environment.putAll(more);
        return ServiceProcess.start(new ServiceProcess.Spec(
                name,
                List.of(ROOT.resolve("scripts/worker").toString()),
                environment,
                directory.resolve(name + ".log"),
                directory.resolve(name + ".ready")));
    }

    static ImageBytes picture(int width, int height, long seed) throws IOException {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (x * 255 / width) << 16 | (y * 255 / height) << 8 | random.nextInt(256));
            }
        }
        return png(image);
    }

    /** 99,980,001 black pixels of 8 bits with alpha. Of few bytes; to decode it takes many seconds of processor time. */
    static ImageBytes slowPicture() throws IOException {
        int side = 9_999;
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        byte[] row = new byte[1 + 4 * side];
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(data)) {
            for (int y = 0; y < side; y++) {
                deflater.write(row);
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        file.writeBytes(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(side)
                        .putInt(side)
                        .putShort((short) 0x806)
                        .array()));
        file.writeBytes(chunk("IDAT", data.toByteArray()));
        file.writeBytes(chunk("IEND", new byte[0]));
        return new ImageBytes(file.toByteArray());
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] typed = ByteBuffer.allocate(4 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        CRC32 crc = new CRC32();
        crc.update(typed);
        return ByteBuffer.allocate(8 + typed.length)
                .putInt(content.length)
                .put(typed)
                .putInt((int) crc.getValue())
                .array();
    }

    private static ImageBytes png(BufferedImage image) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return new ImageBytes(png.toByteArray());
    }
}
