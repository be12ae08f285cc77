# One worker on the CPU, with its network's weights. Build it first: mvn -pl worker -am package -DskipTests
FROM eclipse-temurin:17.0.19_10-jre-noble

# Where the engine unpacks its native libraries at start, about 450 MB.
RUN install -d -o 10001 -g 10001 /var/lib/stylize
VOLUME /var/lib/stylize

COPY worker/target/quarkus-app/lib /opt/stylize/lib
COPY worker/target/quarkus-app/quarkus-run.jar /opt/stylize/
COPY worker/target/quarkus-app/quarkus /opt/stylize/quarkus
COPY worker/target/quarkus-app/app /opt/stylize/app

# As scripts/lib/engine.sh has them. A waiting thread that spins takes the core from one that works; freed tensors stay mapped,
# in huge pages, which saves page faults (all of these tunables together, or none).
ENV OMP_WAIT_POLICY=PASSIVE \
    GLIBC_TUNABLES=glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=17179869184:glibc.malloc.top_pad=67108864:glibc.malloc.arena_max=1:glibc.malloc.hugetlb=1 \
    DJL_CACHE_DIR=/var/lib/stylize/djl

USER 10001:10001
WORKDIR /var/lib/stylize
EXPOSE 8081
ENTRYPOINT ["java", "-Xmx2g", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/stylize/quarkus-run.jar"]
