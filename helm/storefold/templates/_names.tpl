{{/* The release's name for a service, such as `my-shop-command-side`. */}}
{{- define "storefold.serviceName" -}}
{{- printf "%s-%s" (.root.Release.Name | trunc 40 | trimSuffix "-") .service -}}
{{- end -}}

{{- define "storefold.selector" -}}
app.kubernetes.io/name: {{ .service }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end -}}

{{- define "storefold.labels" -}}
{{ include "storefold.selector" . }}
app.kubernetes.io/part-of: storefold
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "storefold.storesSecret" -}}
{{- .Values.stores.existingSecret | default (printf "%s-stores" (.Release.Name | trunc 40 | trimSuffix "-")) -}}
{{- end -}}
