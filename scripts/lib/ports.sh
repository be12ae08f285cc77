# Sourced by scripts that start a service: says clearly when its port is taken.

# Usage: is_taken PORT   (0, which is any free port, is not taken)
is_taken() {
  [[ "$1" != 0 ]] && (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Usage: require_free PORT SERVICE OPTION   (OPTION: what sets the port, in words of the script's --help; PORT 0: any)
require_free() {
  if is_taken "$1"; then
    echo "Port $1 is taken by another program, so $2 cannot listen there. Choose another one with $3=PORT; $3=0 takes any free one." >&2
    exit 3
  fi
}
