# Stands in for MinIO: the store of `stack`. Its broker runs too, and nobody uses it.
ARG JDK
FROM ${JDK}
COPY stack/target/lib /opt/stylize/lib
COPY stack/target/stylize-stack.jar /opt/stylize/
COPY deploy/images/try/store /usr/local/bin
RUN chmod 755 /usr/local/bin/minio /usr/local/bin/mc
ENTRYPOINT ["/usr/local/bin/minio"]
