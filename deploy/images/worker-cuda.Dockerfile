# One worker on an NVIDIA GPU (CUDA 12.8). Build it first: mvn -pl worker -am package -DskipTests
# The engine's native library for CUDA comes from Maven, 2 GB and more; the worker's own files are those of the CPU image.
FROM maven:3.9-eclipse-temurin-17 AS native
ARG PYTORCH=2.7.1
WORKDIR /native
RUN mvn -q -B dependency:copy -DoutputDirectory=/native \
        -Dartifact=ai.djl.pytorch:pytorch-native-cu128:${PYTORCH}:jar:linux-x86_64 \
    && unzip -q -j pytorch-native-cu128-*.jar 'pytorch/cu128/linux-x86_64/*' -d /opt/libtorch \
    && find /opt/libtorch -name '*.gz' -exec gunzip {} + \
    && rm pytorch-native-cu128-*.jar

FROM nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04
COPY --from=eclipse-temurin:17.0.19_10-jre-noble /opt/java/openjdk /opt/java/openjdk
COPY --from=native /opt/libtorch /opt/libtorch

RUN apt-get update \
    && apt-get install -y --no-install-recommends curl \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -o 10001 -g 10001 /var/lib/stylize
VOLUME /var/lib/stylize

COPY worker/target/quarkus-app/lib /opt/stylize/lib
COPY worker/target/quarkus-app/quarkus-run.jar /opt/stylize/
COPY worker/target/quarkus-app/quarkus /opt/stylize/quarkus
COPY worker/target/quarkus-app/app /opt/stylize/app

ENV PATH=/opt/java/openjdk/bin:$PATH \
    PYTORCH_LIBRARY_PATH=/opt/libtorch \
    PYTORCH_VERSION=2.7.1 \
    PYTORCH_FLAVOR=cu128 \
    OMP_WAIT_POLICY=PASSIVE \
    DJL_CACHE_DIR=/var/lib/stylize/djl

USER 10001:10001
WORKDIR /var/lib/stylize
EXPOSE 8081
ENTRYPOINT ["java", "-Xmx2g", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/stylize/quarkus-run.jar"]
