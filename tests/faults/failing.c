/* Makes the N-th change of the disk below one directory fail, in a process it is preloaded into.

   Only changes count: opening for writing, writing, cutting, syncing, linking, renaming, removing.
   Built by tests/faults/test_errno.py with the system's compiler. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static char root[4096];
static volatile int armed, at, error, lasting, count, fired;

void failing_arm(const char *directory, int nth, int code, int for_good)
{
    strncpy(root, directory, sizeof root - 1);
    at = nth, error = code, lasting = for_good, count = 0, fired = 0;
    armed = 1;
}

int failing_disarm(void) { armed = 0; return count; }

int failing_fired(void) { return fired; }

static int fails(const char *path)
{
    if (!armed || strncmp(path, root, strlen(root)))
        return 0;
    int now = __sync_add_and_fetch(&count, 1);
    if (at == 0 || (lasting ? now < at : now != at))
        return 0;
    fired++;
    errno = error;
    return 1;
}

static int fails_at(int descriptor)
{
    char link[64], path[4096];
    if (!armed)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return fails(path);
}

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define CHANGES (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)

#define OPENS(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); va_list more; va_start(more, flags); int mode = va_arg(more, int); va_end(more); \
        return (flags & CHANGES) && fails(path) ? -1 : real(path, flags, mode); }
OPENS(open)
OPENS(open64)

#define OPENS_AT(name) \
    int name(int in, const char *path, int flags, ...) { \
        REAL(name); va_list more; va_start(more, flags); int mode = va_arg(more, int); va_end(more); \
        return (flags & CHANGES) && fails(path) ? -1 : real(in, path, flags, mode); }
OPENS_AT(openat)
OPENS_AT(openat64)

/* A disk that is full takes a part first, as real ones do. */
ssize_t write(int descriptor, const void *data, size_t size)
{
    REAL(write);
    if (fails_at(descriptor))
        return lasting && error == ENOSPC && fired == 1 && size > 1 ? real(descriptor, data, size / 2) : -1;
    return real(descriptor, data, size);
}

#define WRITES_AT(name, type) \
    ssize_t name(int descriptor, const void *data, size_t size, type where) { \
        REAL(name); \
        if (fails_at(descriptor)) \
            return lasting && error == ENOSPC && fired == 1 && size > 1 \
                ? real(descriptor, data, size / 2, where) : -1; \
        return real(descriptor, data, size, where); }
WRITES_AT(pwrite, off_t)
WRITES_AT(pwrite64, off64_t)

int ftruncate(int descriptor, off_t size) { REAL(ftruncate); return fails_at(descriptor) ? -1 : real(descriptor, size); }
int ftruncate64(int descriptor, off64_t size) { REAL(ftruncate64); return fails_at(descriptor) ? -1 : real(descriptor, size); }
int fsync(int descriptor) { REAL(fsync); return fails_at(descriptor) ? -1 : real(descriptor); }
int fdatasync(int descriptor) { REAL(fdatasync); return fails_at(descriptor) ? -1 : real(descriptor); }
int unlink(const char *path) { REAL(unlink); return fails(path) ? -1 : real(path); }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); return fails(path) ? -1 : real(path, mode); }
int rename(const char *from, const char *to) { REAL(rename); return fails(to) ? -1 : real(from, to); }
int link(const char *from, const char *to) { REAL(link); return fails(to) ? -1 : real(from, to); }
int linkat(int in, const char *from, int there, const char *to, int flags)
{
    REAL(linkat);
    return fails(to) ? -1 : real(in, from, there, to, flags);
}
