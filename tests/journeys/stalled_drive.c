/* Makes a folder behave like a drive that has stalled: calls that touch it do not return.
 *
 * Preloaded into a program. The folder is named by STALLED_DRIVE. While the file named by
 * STALLED_CALLS exists, the calls that it lists (or "all") wait. A signal interrupts them, as it
 * does on a network file system. Each call that waits is noted in the file named by STALLED_LOG,
 * with the number of its thread. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int is_listed(const char *call) {
    char calls[256];
    const char *file = getenv("STALLED_CALLS");
    int descriptor = file ? (int)syscall(SYS_openat, AT_FDCWD, file, O_RDONLY) : -1;
    if (descriptor < 0) return 0;
    long size = syscall(SYS_read, descriptor, calls, sizeof calls - 1);
    syscall(SYS_close, descriptor);
    calls[size > 0 ? size : 0] = 0;
    return strstr(calls, "all") || strstr(calls, call);
}

static void note(const char *call, const char *path) {
    char line[512];
    const char *file = getenv("STALLED_LOG");
    int size = snprintf(line, sizeof line, "%ld %s %s\n", syscall(SYS_gettid), call, path);
    int descriptor =
        file ? (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND, 0644) : -1;
    if (descriptor < 0) return;
    syscall(SYS_write, descriptor, line, size < (int)sizeof line ? size : (int)sizeof line);
    syscall(SYS_close, descriptor);
}

/* Returns -1, with errno set, where a signal came while the call waited. */
static int wait_for_drive(const char *call, const char *path) {
    const char *drive = getenv("STALLED_DRIVE");
    const struct timespec moment = {0, 10000000};
    if (!drive || !path || strncmp(path, drive, strlen(drive)) || !is_listed(call)) return 0;
    sigset_t all, usual;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &usual); /* none may come between the note and the wait */
    note(call, path);
    int outcome = 0;
    while (!outcome && is_listed(call)) outcome = ppoll(0, 0, &moment, &usual);
    pthread_sigmask(SIG_SETMASK, &usual, 0);
    if (outcome) errno = EINTR;
    return outcome;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OPEN(name)                                                                     \
    int name(const char *path, int flags, ...) {                                       \
        va_list rest;                                                                  \
        va_start(rest, flags);                                                         \
        mode_t mode = va_arg(rest, mode_t);                                            \
        va_end(rest);                                                                  \
        return wait_for_drive("open", path) ? -1 : REAL(name)(path, flags, mode);      \
    }
OPEN(open)
OPEN(open64)

#define ON_PATH(name, call, types, names)                                              \
    int name types { return wait_for_drive(call, path) ? -1 : REAL(name) names; }
ON_PATH(stat, "stat", (const char *path, struct stat *found), (path, found))
ON_PATH(stat64, "stat", (const char *path, struct stat64 *found), (path, found))
ON_PATH(lstat, "stat", (const char *path, struct stat *found), (path, found))
ON_PATH(lstat64, "stat", (const char *path, struct stat64 *found), (path, found))
ON_PATH(fstatat, "stat", (int at, const char *path, struct stat *found, int flags),
        (at, path, found, flags))
ON_PATH(fstatat64, "stat", (int at, const char *path, struct stat64 *found, int flags),
        (at, path, found, flags))
ON_PATH(statx, "stat",
        (int at, const char *path, int flags, unsigned mask, struct statx *found),
        (at, path, flags, mask, found))
ON_PATH(access, "access", (const char *path, int mode), (path, mode))
ON_PATH(unlink, "unlink", (const char *path), (path))
ON_PATH(mkdir, "mkdir", (const char *path, mode_t mode), (path, mode))

int rename(const char *source, const char *path) {
    return wait_for_drive("rename", path) ? -1 : REAL(rename)(source, path);
}

DIR *opendir(const char *path) {
    return wait_for_drive("opendir", path) ? 0 : REAL(opendir)(path);
}

int fsync(int descriptor) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    long size = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    path[size > 0 ? size : 0] = 0;
    return wait_for_drive("fsync", path) ? -1 : REAL(fsync)(descriptor);
}
