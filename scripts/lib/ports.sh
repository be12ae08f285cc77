# Sourced by scripts that start a service: says clearly when its port is taken.
# Usage: require_free PORT SERVICE OPTION   (OPTION: what sets the port, in words of the script's --help; PORT 0: any)
require_free() {
  if [[ "$1" != 0 ]] && (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
    echo "Port $1 is taken by another program, so $2 cannot listen there. Choose another one with $3=PORT; $3=0 takes any free one." >&2
    exit 3
  fi
}
