# Sourced by scripts that start a service: the option --settings FILE, and settings that are secrets in files.
# Usage: take_settings_file "$@"   (afterwards settings_rest has the other arguments)
# FILE has lines name=value; settings in the environment and as -Dname=value win over it.
settings_rest=()

take_settings_file() {
  while (($#)); do
    if [[ "$1" != --settings ]]; then
      settings_rest+=("$1")
      shift
      continue
    fi
    if [[ -z "${2:-}" || ! -f "$2" || ! -r "$2" ]]; then
      echo "--settings expects a file that can be read but got '${2:-}'." >&2
      exit 2
    fi
    export SMALLRYE_CONFIG_LOCATIONS
    SMALLRYE_CONFIG_LOCATIONS=$(readlink -f "$2")
    shift 2
  done
}
