# Sourced by scripts whose programs start often: keeps the classes that a program loads in a file that the next start maps
# into memory (class data sharing of the Java machine), which takes less processor time.
# Usage: class_data ARCHIVE JAR COMMAND...
#   ARCHIVE  the file; made again when it is older than JAR
#   COMMAND  a run of the program that loads what most runs load: java, its options, class path, class and arguments
# Sets the array class_data_options for the program's own command line, whose class path must be that of COMMAND.
# The archive is never needed: if it is missing, or made by another Java, the program starts as it would without it.

# shellcheck disable=SC2034 # for the script that sources this
class_data_options=()

class_data() {
  local archive=$1 jar=$2 java=$3 part=$1.$$
  shift 3
  if [[ -z "${STYLIZE_NO_BUILD:-}" && -w "$(dirname "$archive")" && (! -e "$archive" || "$jar" -nt "$archive") ]]; then
    # The second run proves that the archive is whole. One that is not becomes an empty file, so that the next start does
    # not try again.
    { "$java" -Xlog:disable -XX:ArchiveClassesAtExit="$part" "$@" && "$java" -Xlog:disable -XX:SharedArchiveFile="$part" "$@"; } \
      >/dev/null 2>&1 </dev/null || { rm -f "$part" && : >"$part"; }
    mv -f "$part" "$archive" 2>/dev/null || rm -f "$part"
  fi
  if [[ -s "$archive" ]]; then
    # What the Java machine would say of an archive that does not fit is no concern of whoever runs the program.
    # shellcheck disable=SC2034
    class_data_options=(-XX:SharedArchiveFile="$archive" -Xlog:disable -Xlog:all=error:stderr)
  fi
}
