# One worker on an NVIDIA GPU (CUDA 12.8). Build it first: mvn -pl worker -am package -DskipTests
# The engine's native library for CUDA comes from Maven, 2 GB and more; the worker's own files are those of the CPU image.
ARG MAVEN=maven:3.9-eclipse-temurin-17
ARG JRE=eclipse-temurin:17.0.19_10-jre-noble
ARG CUDA=nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04

FROM ${MAVEN} AS native
ARG PYTORCH=2.7.1
WORKDIR /native
RUN mvn -q -B dependency:copy -DoutputDirectory=/native \
        -Dartifact=ai.djl.pytorch:pytorch-native-cu128:${PYTORCH}:jar:linux-x86_64 \
    && jar --extract --file pytorch-native-cu128-*.jar pytorch/cu128/linux-x86_64 \
    && mv pytorch/cu128/linux-x86_64 /opt/libtorch \
    && find /opt/libtorch -name '*.gz' -exec gunzip {} + \
    && rm -r pytorch-native-cu128-*.jar pytorch

# Without the library for CPUs.
FROM ${MAVEN} AS libraries
COPY worker/target/quarkus-app/lib /opt/stylize/lib
COPY deploy/images/split-jar.sh /
RUN sh /split-jar.sh /opt/stylize/lib/main/ai.djl.pytorch.pytorch-native-cpu-*.jar 'pytorch/*'

FROM ${JRE} AS java

FROM ${CUDA}
LABEL org.opencontainers.image.title="stylize worker for CUDA" org.opencontainers.image.licenses=Apache-2.0
COPY --from=java /opt/java/openjdk /opt/java/openjdk
COPY --from=native /opt/libtorch /opt/stylize/libtorch

RUN apt-get update \
    && apt-get install -y --no-install-recommends curl \
    && rm -rf /var/lib/apt/lists/*

COPY --from=libraries /opt/stylize/lib /opt/stylize/lib
COPY worker/target/quarkus-app/quarkus-run.jar /opt/stylize/
COPY worker/target/quarkus-app/quarkus /opt/stylize/quarkus
COPY worker/target/quarkus-app/app /opt/stylize/app
# What the program is made of (CycloneDX).
COPY worker/target/bom.json /opt/stylize/

ENV PATH=/opt/java/openjdk/bin:$PATH \
    PYTORCH_LIBRARY_PATH=/opt/stylize/libtorch \
    PYTORCH_VERSION=2.7.1 \
    PYTORCH_FLAVOR=cu128 \
    OMP_WAIT_POLICY=PASSIVE \
    DJL_CACHE_DIR=/tmp/djl

USER 10001:10001
WORKDIR /tmp
EXPOSE 8081
ENTRYPOINT ["java", "-Xmx2g", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/stylize/quarkus-run.jar"]
