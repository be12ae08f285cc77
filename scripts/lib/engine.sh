# Sourced by scripts that run the engine on a CPU: settings of the native library, unless the caller has set them.

# A waiting thread that spins takes the core from one that works: several times slower when another process has that core.
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-PASSIVE}
# Tensors stay in the heap when they are freed, and the heap lies in huge pages: 0.22 instead of 0.25 s a step (bf16,
# 300x450), 10 MiB more memory. Only all of them together: a trim threshold alone switches glibc's own adaptation off.
export GLIBC_TUNABLES=${GLIBC_TUNABLES:-glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=17179869184:glibc.malloc.top_pad=67108864:glibc.malloc.arena_max=1:glibc.malloc.hugetlb=1}
