# One worker on the CPU, with its network's weights. Build it first: mvn -pl worker -am package -DskipTests
FROM eclipse-temurin:17.0.19_10-jre-noble

# Where the engine unpacks its native libraries at start, about 450 MB.
RUN install -d -o 10001 -g 10001 /var/lib/stylize
VOLUME /var/lib/stylize

COPY worker/target/quarkus-app/lib /opt/stylize/lib
COPY worker/target/quarkus-app/quarkus-run.jar /opt/stylize/
COPY worker/target/quarkus-app/quarkus /opt/stylize/quarkus
COPY worker/target/quarkus-app/app /opt/stylize/app

# As scripts/worker has them. A waiting thread that spins takes the core from one that works; freed tensors stay mapped,
# which saves page faults (all four MALLOC settings together, or none).
ENV OMP_WAIT_POLICY=PASSIVE \
    MALLOC_MMAP_THRESHOLD_=33554432 \
    MALLOC_TRIM_THRESHOLD_=2147483647 \
    MALLOC_TOP_PAD_=67108864 \
    MALLOC_ARENA_MAX=1 \
    DJL_CACHE_DIR=/var/lib/stylize/djl

USER 10001:10001
WORKDIR /var/lib/stylize
EXPOSE 8081
ENTRYPOINT ["java", "-Xmx2g", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/stylize/quarkus-run.jar"]
