# The jar is built where Node is present, and runs where only a Java runtime is.
FROM node:20-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends maven openjdk-17-jdk-headless \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY . .
RUN mvn -q -B -DskipTests package

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl openjdk-17-jre-headless \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin mainstem \
    && install -d -o mainstem -g mainstem -m 0700 /data
COPY --from=build /build/target/mainstem.jar /opt/mainstem/mainstem.jar
COPY --from=build /build/conf/mainstem.yaml /opt/mainstem/conf/mainstem.yaml
WORKDIR /opt/mainstem
USER mainstem
VOLUME /data
EXPOSE 8080 8090

# Inside a container the outside is not loopback: credentials are required from the start.
ENV MAINSTEM_HTTP_HOST=0.0.0.0 \
    MAINSTEM_LINKS_REDIRECT_HOST=0.0.0.0 \
    JAVA_OPTIONS="-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError"

HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD curl -fsS http://127.0.0.1:8080/health/ready || exit 1
STOPSIGNAL SIGTERM
ENTRYPOINT ["/bin/sh", "-c", "exec java $JAVA_OPTIONS -jar mainstem.jar --data /data \"$@\"", "mainstem"]
