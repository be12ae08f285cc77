# Sourced by lib/build.sh, so by every script that starts Java: names of files in any locale.

# In the locale C (also called POSIX; what a shell has that sets none, or one that is not installed) Java knows only ASCII
# in names of files.
if [[ "$(locale charmap 2>/dev/null)" == ANSI_X3.4-1968 && "$(env LC_ALL=C.UTF-8 locale charmap 2>/dev/null)" == UTF-8 ]]; then
  export LC_ALL=C.UTF-8
fi
