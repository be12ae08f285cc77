{{- define "stylize.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 30 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 30 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 30 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Labels by which a component's pods are known; they never change. (dict "root" $ "component" "gateway") */}}
{{- define "stylize.selector" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "stylize.labels" -}}
{{ include "stylize.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{/* (dict "root" $ "repository" "stylize/gateway") */}}
{{- define "stylize.image" -}}
{{- with .root.Values.image.registry }}{{ trimSuffix "/" . }}/{{ end -}}
{{ .repository }}:{{ default .root.Chart.AppVersion .root.Values.image.tag }}
{{- end -}}

{{- define "stylize.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "stylize.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- define "stylize.clusterName" -}}
{{- default (include "stylize.fullname" .) .Values.strimzi.clusterName -}}
{{- end -}}

{{- define "stylize.bootstrap" -}}
{{- if .Values.development.enabled -}}
{{ include "stylize.fullname" . }}-stack:9092
{{- else if .Values.strimzi.enabled -}}
{{ default (printf "%s-kafka-bootstrap:9093" (include "stylize.clusterName" .)) .Values.kafka.bootstrapServers }}
{{- else -}}
{{ required "kafka.bootstrapServers is required without strimzi.enabled" .Values.kafka.bootstrapServers }}
{{- end -}}
{{- end -}}

{{- define "stylize.s3Endpoint" -}}
{{- if .Values.development.enabled -}}
http://{{ include "stylize.fullname" . }}-stack:9000
{{- else -}}
{{ required "s3.endpoint is required" .Values.s3.endpoint }}
{{- end -}}
{{- end -}}

{{- define "stylize.securityProtocol" -}}
{{- if .Values.development.enabled }}PLAINTEXT{{ else if .Values.strimzi.enabled }}SASL_SSL{{ else }}{{ .Values.kafka.securityProtocol }}{{ end -}}
{{- end -}}

{{- define "stylize.saslMechanism" -}}
{{- if .Values.strimzi.enabled }}SCRAM-SHA-512{{ else }}{{ .Values.kafka.saslMechanism }}{{ end -}}
{{- end -}}

{{/* The Secret with the authority of Kafka, as "name key", or nothing. */}}
{{- define "stylize.kafkaCa" -}}
{{- if hasSuffix "SSL" (include "stylize.securityProtocol" .) -}}
{{- if .Values.kafka.ca.secret -}}
{{ .Values.kafka.ca.secret }} {{ .Values.kafka.ca.key }}
{{- else if .Values.strimzi.enabled -}}
{{ include "stylize.clusterName" . }}-cluster-ca-cert ca.crt
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The Secret with a service's login at Kafka, as "name key", or nothing. (dict "root" $ "service" "gateway") */}}
{{- define "stylize.kafkaLogin" -}}
{{- $login := get .root.Values.kafka.logins .service -}}
{{- if hasPrefix "SASL" (include "stylize.securityProtocol" .root) -}}
{{- if $login.secret -}}
{{ $login.secret }} {{ $login.key }}
{{- else if .root.Values.strimzi.enabled -}}
{{ include "stylize.fullname" .root }}-{{ .service }} sasl.jaas.config
{{- else -}}
{{- required (printf "kafka.logins.%s.secret is required with %s" .service .root.Values.kafka.securityProtocol) nil -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Settings of a Kafka client but for the login, by Kafka's names, as YAML. */}}
{{- define "stylize.kafkaProperties" -}}
security.protocol: {{ include "stylize.securityProtocol" . }}
{{- if hasPrefix "SASL" (include "stylize.securityProtocol" .) }}
sasl.mechanism: {{ include "stylize.saslMechanism" . }}
{{- end }}
{{- if include "stylize.kafkaCa" . }}
ssl.truststore.type: PEM
ssl.truststore.location: /run/stylize/kafka-ca/ca.crt
{{- end }}
{{- with .Values.kafka.properties }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* What gateways and workers are told alike, as a properties file. (dict "root" $ "service" "gateway") */}}
{{- define "stylize.commonSettings" -}}
{{ .service }}.kafka.bootstrap-servers={{ include "stylize.bootstrap" .root }}
{{- $service := .service }}
{{- range $name, $value := include "stylize.kafkaProperties" .root | fromYaml }}
{{ $service }}.kafka.properties."{{ $name }}"={{ $value }}
{{- end }}
{{- if include "stylize.kafkaLogin" . }}
{{ .service }}.kafka.properties."sasl.jaas.config"=${stylize-kafka-login}
{{- end }}
{{ .service }}.s3.endpoint={{ include "stylize.s3Endpoint" .root }}
{{ .service }}.s3.region={{ .root.Values.s3.region }}
{{ .service }}.s3.bucket={{ .root.Values.s3.bucket }}
{{- if .root.Values.s3.ca.secret }}
{{ .service }}.s3.properties."ssl.truststore.location"=/run/stylize/s3-ca/ca.crt
{{- end }}
{{- range $name, $value := .root.Values.limits }}
{{ $service }}.limits.{{ $name }}={{ $value }}
{{- end }}
{{- end -}}

{{/* Volumes of a service: its settings, its secrets as files, authorities. (dict "root" $ "service" "gateway" "config" NAME "more" LIST) */}}
{{- define "stylize.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: 1Gi}
- name: settings
  configMap: {name: {{ .config }}}
- name: secrets
  projected:
    defaultMode: 0440
    sources:
      {{- with include "stylize.kafkaLogin" . }}
      {{- $login := splitList " " . }}
      - secret:
          name: {{ first $login }}
          items: [{key: {{ last $login }}, path: stylize-kafka-login}]
      {{- end }}
      {{- $keys := get .root.Values.s3.keys .service }}
      - secret:
          name: {{ required (printf "s3.keys.%s.secret is required" .service) $keys.secret }}
          items:
            - {key: {{ $keys.accessKey }}, path: {{ .service }}.s3.access-key}
            - {key: {{ $keys.secretKey }}, path: {{ .service }}.s3.secret-key}
      {{- range .more }}
      - secret:
          name: {{ .secret }}
          items: [{key: {{ .key }}, path: {{ .setting | quote }}}]
      {{- end }}
{{- include "stylize.authorities" .root }}
{{- end -}}

{{- define "stylize.authorities" -}}
{{- with include "stylize.kafkaCa" . }}
{{- $ca := splitList " " . }}
- name: kafka-ca
  secret:
    secretName: {{ first $ca }}
    items: [{key: {{ last $ca }}, path: ca.crt}]
{{- end }}
{{- with .Values.s3.ca }}
{{- if .secret }}
- name: s3-ca
  secret:
    secretName: {{ .secret }}
    items: [{key: {{ .key }}, path: ca.crt}]
{{- end }}
{{- end }}
{{- end -}}

{{- define "stylize.mounts" -}}
- {name: tmp, mountPath: /tmp}
- {name: settings, mountPath: /run/stylize/settings, readOnly: true}
- {name: secrets, mountPath: /run/stylize/secrets, readOnly: true}
{{- include "stylize.authorityMounts" . }}
{{- end -}}

{{- define "stylize.authorityMounts" -}}
{{- if include "stylize.kafkaCa" . }}
- {name: kafka-ca, mountPath: /run/stylize/kafka-ca, readOnly: true}
{{- end }}
{{- if .Values.s3.ca.secret }}
- {name: s3-ca, mountPath: /run/stylize/s3-ca, readOnly: true}
{{- end }}
{{- end -}}

{{/* Where a service finds its settings and secrets. Environment wins over both. */}}
{{- define "stylize.settingsEnv" -}}
- {name: SMALLRYE_CONFIG_LOCATIONS, value: /run/stylize/settings/service.properties}
- {name: SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS, value: /run/stylize/secrets}
- {name: QUARKUS_LOG_CONSOLE_JSON_ENABLED, value: "true"}
{{- with .Values.traces }}
{{- if .endpoint }}
- {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: {{ .endpoint | quote }}}
- {name: OTEL_EXPORTER_OTLP_PROTOCOL, value: {{ .protocol | quote }}}
- {name: OTEL_TRACES_SAMPLER_ARG, value: {{ .share | quote }}}
{{- end }}
{{- end }}
{{- end -}}

{{/* A class of workers: defaults with its own settings on top. (dict "root" $ "name" NAME "class" VALUES) */}}
{{- define "stylize.workerClass" -}}
{{- mergeOverwrite (deepCopy .root.Values.workers.defaults) (deepCopy (default dict .class)) | toYaml -}}
{{- end -}}

{{- define "stylize.scrapeAnnotations" -}}
{{- if not .root.Values.podMonitor.enabled }}
prometheus.io/scrape: "true"
prometheus.io/port: {{ .port | quote }}
prometheus.io/path: /q/metrics
{{- end }}
{{- end -}}
