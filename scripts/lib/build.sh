# Sourced by the other scripts: builds what is missing or older than its sources.
# Usage: build_if_needed MODULE FILE [MODULE FILE ...]   (FILE: what the module's build makes, relative to the root)
# STYLIZE_NO_BUILD=1 in the environment: nothing is built.

stylize_root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

# shellcheck source=scripts/lib/locale.sh
source "$stylize_root/scripts/lib/locale.sh"

build_if_needed() {
  [[ -z "${STYLIZE_NO_BUILD:-}" ]] || return 0
  local stale=() files=() module file newer
  while (($#)); do
    module=$1 file=$2
    shift 2
    files+=("$stylize_root/$file")
    if [[ ! -e "$stylize_root/$file" ]]; then
      stale+=("$module")
      continue
    fi
    newer=$(find "$stylize_root/pom.xml" "$stylize_root/$module/pom.xml" "$stylize_root/$module/src/main" \
      "$stylize_root"/{base,recipe,proto,service,engine}/src/main -newer "$stylize_root/$file" -type f -print -quit)
    [[ -z "$newer" ]] || stale+=("$module")
  done
  ((${#stale[@]})) || return 0
  command -v mvn >/dev/null || { echo "Maven (mvn) is needed to build ${stale[*]}, but is not on the PATH." >&2; exit 1; }
  echo "Building ${stale[*]} (the first time Maven also fetches what they need; this takes some minutes) ..." >&2
  (cd "$stylize_root" && mvn -B -ntp -q -Dmaven.test.skip=true -Dspotless.check.skip=true \
    -pl "$(IFS=,; echo "${stale[*]}")" -am package) >&2
  touch "${files[@]}" # Maven leaves a file that would be the same as it was
}
