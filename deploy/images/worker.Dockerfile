# One worker on the CPU, with its network's weights. Build it first: mvn -pl worker -am package -DskipTests
ARG JDK=eclipse-temurin:17.0.19_10-jdk-noble
ARG JRE=eclipse-temurin:17.0.19_10-jre-noble

# The engine's native library, 450 MB, is taken out of its jar here: otherwise each worker would unpack it at its first start, to
# a place of its own. As files of the image all workers of a machine share them, on disk and in memory.
FROM ${JDK} AS libraries
COPY worker/target/quarkus-app/lib /opt/stylize/lib
COPY deploy/images/split-jar.sh /
RUN sh /split-jar.sh /opt/stylize/lib/main/ai.djl.pytorch.pytorch-native-cpu-*.jar 'pytorch/*' 'pytorch/*' /opt/stylize/libtorch

FROM ${JRE}
LABEL org.opencontainers.image.title="stylize worker" org.opencontainers.image.licenses=Apache-2.0

COPY --from=libraries /opt/stylize/libtorch /opt/stylize/libtorch
COPY --from=libraries /opt/stylize/lib /opt/stylize/lib
COPY worker/target/quarkus-app/quarkus-run.jar /opt/stylize/
COPY worker/target/quarkus-app/quarkus /opt/stylize/quarkus
COPY worker/target/quarkus-app/app /opt/stylize/app
# What the program is made of (CycloneDX).
COPY worker/target/bom.json /opt/stylize/

# The first two as scripts/lib/engine.sh has them. A waiting thread that spins takes the core from one that works; freed tensors
# stay mapped, in huge pages, which saves page faults (all of these tunables together, or none). In /tmp the engine puts a small
# library of its own.
ENV OMP_WAIT_POLICY=PASSIVE \
    GLIBC_TUNABLES=glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=17179869184:glibc.malloc.top_pad=67108864:glibc.malloc.arena_max=1:glibc.malloc.hugetlb=1 \
    PYTORCH_LIBRARY_PATH=/opt/stylize/libtorch \
    PYTORCH_VERSION=2.7.1 \
    PYTORCH_FLAVOR=cpu \
    DJL_CACHE_DIR=/tmp/djl

USER 10001:10001
WORKDIR /tmp
EXPOSE 8081
ENTRYPOINT ["java", "-Xmx2g", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/stylize/quarkus-run.jar"]
