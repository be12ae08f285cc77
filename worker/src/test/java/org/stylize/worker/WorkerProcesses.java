package org.stylize.worker;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.stylize.engine.ImageBytes;
import org.stylize.stack.StackProcess;
import org.stylize.stack.fleet.ServiceProcess;
import org.stylize.testing.PngFiles;

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
    static ImageBytes slowPicture() {
        return new ImageBytes(PngFiles.black(9_999, 9_999));
    }

    private static ImageBytes png(BufferedImage image) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return new ImageBytes(png.toByteArray());
    }
}
