#!/bin/sh
# Makes the bucket, and a user with the least rights for each kind of service, in the MinIO of docker-compose.yml. Runs in
# MinIO's image, whose `mc` is all that it needs, each time the system starts; what is there is set again.
# Secrets: /run/stylize. Rights: NAME.json beside this script.
set -eu
secrets=${STYLIZE_SECRETS:-/run/stylize}
here=${0%/*}
# Go's programs trust the authorities in this file instead of the system's.
export SSL_CERT_FILE="$secrets/ca.pem"

# Reads a file of one line, with or without an end of line.
first_line() {
  IFS= read -r line <"$1" || [ -n "$line" ]
  printf '%s' "$line"
}

# Not on a command line, which others can list.
MC_HOST_store="https://$(first_line "$secrets/root-user"):$(first_line "$secrets/root-password")@${STYLIZE_STORE:-minio:9000}"
export MC_HOST_store

store() {
  mc --config-dir "${TMPDIR:-/tmp}/mc" "$@"
}

store mb --ignore-existing store/stylize
for user in gateway worker; do
  store admin policy create store "stylize-$user" "$here/$user.json"
  printf '%s\n%s\n' "$user" "$(first_line "$secrets/$user-key")" | store admin user add store
  store admin policy attach store "stylize-$user" --user "$user"
done
