# Sourced by scripts that run the engine on a CPU: settings of the native library, unless the caller has set them.

# A waiting thread that spins takes the core from one that works: 3.3 times slower with one core taken by another.
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-PASSIVE}
# Keeps freed tensors mapped: 5 % less time a step, some 50 MiB more memory. Only all four together: the trim threshold
# alone switches glibc's own adaptation off and costs 37 %.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-1}
export MALLOC_MMAP_THRESHOLD_=${MALLOC_MMAP_THRESHOLD_:-33554432}
export MALLOC_TRIM_THRESHOLD_=${MALLOC_TRIM_THRESHOLD_:-2147483647}
export MALLOC_TOP_PAD_=${MALLOC_TOP_PAD_:-67108864}
