/* Put before the C library (LD_PRELOAD): makes one call that changes a file fail or kill, or logs them all.

   arm(kind, calls, prefix): after so many calls on files whose path begins so, 1 fails once with EIO, 2 fails
   from then on with ENOSPC, 3 kills the process. log_to(fd, prefix): write every call with its data to fd. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int kind, logging = -1;
static long left;
static char prefix[4096];

void arm(int chosen, long calls, const char *path) {
  kind = chosen;
  left = calls;
  snprintf(prefix, sizeof prefix, "%s", path);
}

void log_to(int fd, const char *path) {
  logging = fd;
  snprintf(prefix, sizeof prefix, "%s", path);
}

static void put(const void *data, size_t size) {
  const char *at = data;
  while (size) {
    ssize_t done = write(logging, at, size);
    if (done <= 0) _exit(70);
    at += done;
    size -= done;
  }
}

static void record(char what, const char *path, long offset, const void *data, long size) {
  char head[4200];
  int length = snprintf(head, sizeof head, "%c %ld %ld %s\n", what, offset, size, path);
  put(head, length);
  if (data) put(data, size);
}

void mark(long number) {
  if (logging >= 0) record('a', "-", number, NULL, 0);
}

static int ours(const char *path) { return prefix[0] && strncmp(path, prefix, strlen(prefix)) == 0; }

static const char *path_of(int fd) {
  static char path[4096], link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t size = readlink(link, path, sizeof path - 1);
  path[size > 0 ? size : 0] = 0;
  return path;
}

/* Tells whether a call is to fail, and counts it. */
static int strikes(const char *path) {
  if (!kind || !ours(path) || left-- > 0) return 0;
  if (kind == 3) kill(getpid(), SIGKILL);
  errno = kind == 1 ? EIO : ENOSPC;
  if (kind == 1) kind = 0;
  return 1;
}

#define REAL(name, type) ((type)dlsym(RTLD_NEXT, name))

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
  const char *path = path_of(fd);
  if (strikes(path)) return -1;
  if (logging >= 0 && ours(path)) record('w', path, offset, data, size);
  return REAL("pwrite64", ssize_t(*)(int, const void *, size_t, off64_t))(fd, data, size, offset);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return pwrite64(fd, data, size, offset); }

int ftruncate64(int fd, off64_t size) {
  const char *path = path_of(fd);
  if (strikes(path)) return -1;
  if (logging >= 0 && ours(path)) record('t', path, size, NULL, 0);
  return REAL("ftruncate64", int (*)(int, off64_t))(fd, size);
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int synced(int fd, const char *name) {
  const char *path = path_of(fd);
  if (kind != 2 && strikes(path)) return -1; /* a full disk syncs */
  int done = REAL(name, int (*)(int))(fd);
  if (logging >= 0 && ours(path)) record('s', path, 0, NULL, 0);
  return done;
}

int fsync(int fd) { return synced(fd, "fsync"); }
int fdatasync(int fd) { return synced(fd, "fdatasync"); }

int unlink(const char *path) {
  if (kind != 2 && strikes(path)) return -1;
  if (logging >= 0 && ours(path)) record('u', path, 0, NULL, 0);
  return REAL("unlink", int (*)(const char *))(path);
}
