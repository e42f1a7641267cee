{{- define "toancanh.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* Of an app: (dict "root" $ "app" "intake") */}}
{{- define "toancanh.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .app }}
{{- end }}

{{- define "toancanh.name" -}}
{{ printf "%s-%s" .root.Release.Name .app | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "toancanh.image" -}}
{{ .image.repository }}:{{ default .root.Chart.AppVersion .image.tag }}
{{- end }}

{{- define "toancanh.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{/* The container of an app. */}}
{{- define "toancanh.container" -}}
{{- $root := .root }}
{{- $app := .app }}
{{- $health := ternary 9180 8080 (eq $app "live") }}
- name: {{ $app }}
  image: {{ include "toancanh.image" (dict "root" $root "image" $root.Values.image) }}
  imagePullPolicy: {{ $root.Values.image.pullPolicy }}
  args: [{{ $app }}]
  env:
    {{- range $name, $value := $root.Values.settings }}
    {{- if not (and (eq $name "TOANCANH_MQTT") (ne $app "intake")) }}
    - name: {{ $name }}
      value: {{ $value | quote }}
    {{- end }}
    {{- end }}
    {{- if ne $app "intake" }}
    - name: TOANCANH_MQTT
      value: 'off'
    {{- end }}
    - name: TOANCANH_HTTP
      value: {{ ternary "127.0.0.1:8080" "0.0.0.0:8080" (eq $app "live") }}
    - name: TOANCANH_DATA
      value: /tmp/toancanh
    {{- if has $app (list "archiver" "live") }}
    - name: TOANCANH_STORE
      valueFrom: { secretKeyRef: { name: {{ $root.Values.secret.name }}, key: TOANCANH_STORE } }
    {{- end }}
    {{- if and $root.Values.secret.hasBroker (eq $app "intake") }}
    - name: TOANCANH_BROKER
      valueFrom: { secretKeyRef: { name: {{ $root.Values.secret.name }}, key: TOANCANH_BROKER } }
    {{- end }}
  {{- if ne $app "live" }}
  ports:
    - { name: http, containerPort: 8080 }
    {{- if eq $app "intake" }}
    - { name: mqtt, containerPort: 1883 }
    {{- end }}
  {{- end }}
  # A process that finds its log gone goes on waiting: only one that no longer turns is killed.
  startupProbe:
    httpGet: { path: /health/live, port: {{ $health }} }
    periodSeconds: 2
    failureThreshold: 60
  livenessProbe:
    httpGet: { path: /health/live, port: {{ $health }} }
    periodSeconds: 10
    timeoutSeconds: 5
    failureThreshold: 6
  readinessProbe:
    httpGet: { path: /health/ready, port: {{ $health }} }
    periodSeconds: 5
    timeoutSeconds: 3
    failureThreshold: 3
  resources: {{- (index $root.Values $app).resources | toYaml | nindent 4 }}
  securityContext: {{- include "toancanh.containerSecurity" . | nindent 4 }}
  volumeMounts:
    - { name: tmp, mountPath: /tmp }
    {{- if $root.Values.city.configMap }}
    - { name: city, mountPath: /city, readOnly: true }
    {{- end }}
{{- end }}
