#!/bin/sh
# Takes native libraries out of a jar, in the first stages of the Dockerfiles beside it.
#
#   sh split-jar.sh JAR PATTERN [KEPT DIRECTORY]
#
# Entries whose name matches PATTERN leave the JAR; those that also match KEPT become files in DIRECTORY. Both are patterns
# of the shell, in which * also stands for /. The JAR is the same byte for byte each time.
set -eu
jar=$1 pattern=$2 kept=${3:-} directory=${4:-}
work=$(mktemp -d)
cd "$work"
jar --extract --file "$jar"
find . -type f | sed 's|^\./||' | LC_ALL=C sort >"$work.all"
while IFS= read -r entry; do
  # shellcheck disable=SC2254 # these are patterns
  case "$entry" in
    $pattern)
      case "$entry" in
        $kept) mkdir -p "$directory" && mv "$entry" "$directory/" ;;
      esac
      ;;
    *) printf '"%s"\n' "$entry" ;;
  esac
done <"$work.all" >"$work.rest"
if [ -n "$kept" ] && [ ! -d "$directory" ]; then
  echo "$jar has no entry like $kept" >&2
  exit 1
fi
rm "$jar"
# The manifest is one of the entries.
jar --create --file "$jar" --no-manifest --date=2020-01-01T00:00:00Z "@$work.rest"
rm -r "$work" "$work.all" "$work.rest"
