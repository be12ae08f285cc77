# Stands in for prom/prometheus: Debian's. The build's context is the unpacked package.
ARG JRE
FROM ${JRE}
COPY usr/bin/prometheus /bin/prometheus
RUN install -d -o 65534 -g 65534 /prometheus
USER 65534:65534
ENTRYPOINT ["/bin/prometheus"]
