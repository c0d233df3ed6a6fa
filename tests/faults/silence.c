/* Tells every attempt to reach another computer, whoever makes it: Python, DuckDB, libpq.
 * What stays on this machine (pipes, sockets between threads) is let through. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void tell(const char *what) {
    const char *where = getenv("SILENCE_TOLD");
    int file = where ? open(where, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
    if (file >= 0) {
        if (write(file, what, strlen(what)) < 0 || write(file, "\n", 1) < 0) abort();
        close(file);
    }
}

static int leaves(const struct sockaddr *to) {
    return to && (to->sa_family == AF_INET || to->sa_family == AF_INET6);
}

int connect(int socket, const struct sockaddr *to, socklen_t length) {
    static int (*next)(int, const struct sockaddr *, socklen_t);
    if (!next) *(void **)&next = dlsym(RTLD_NEXT, "connect");
    if (leaves(to)) { tell("connect"); errno = ENETUNREACH; return -1; }
    return next(socket, to, length);
}

int bind(int socket, const struct sockaddr *to, socklen_t length) {
    static int (*next)(int, const struct sockaddr *, socklen_t);
    if (!next) *(void **)&next = dlsym(RTLD_NEXT, "bind");
    if (leaves(to)) { tell("bind"); errno = EACCES; return -1; }
    return next(socket, to, length);
}

ssize_t sendto(int socket, const void *data, size_t size, int flags,
               const struct sockaddr *to, socklen_t length) {
    static ssize_t (*next)(int, const void *, size_t, int, const struct sockaddr *, socklen_t);
    if (!next) *(void **)&next = dlsym(RTLD_NEXT, "sendto");
    if (leaves(to)) { tell("sendto"); errno = ENETUNREACH; return -1; }
    return next(socket, data, size, flags, to, length);
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **found) {
    (void)service; (void)hints; (void)found;
    tell(node ? "getaddrinfo" : "getaddrinfo of this computer");
    return EAI_FAIL;
}
