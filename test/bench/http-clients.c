/*
 * Many clients of one HTTP server at once, each asking again as soon as it is answered.
 *
 *   http-clients PORT CLIENTS SECONDS keep|new < REQUEST
 *
 * `keep`: each client has one connection; `new`: one for each request. Prints the nanoseconds of each answer, one a line.
 * Ends with 1 when an answer is not 200, or a connection ends early.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static char request[16384];
static size_t request_length;
static struct sockaddr_in server = {.sin_family = AF_INET};
static int epoll;

struct client {
    int fd;
    int64_t since;
    size_t length;
    char reply[16384];
};

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static void fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

static void ask(struct client *client) {
    client->length = 0;
    if (write(client->fd, request, request_length) != (ssize_t)request_length) fail("write");
}

static void open_connection(struct client *client) {
    int one = 1;
    client->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(client->fd, (struct sockaddr *)&server, sizeof server) != 0) fail("connect");
    setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, client->fd, &event) != 0) fail("epoll");
}

static void begin(struct client *client, int is_new) {
    client->since = now();
    if (is_new) open_connection(client);
    ask(client);
}

/* Whether the whole answer is there. */
static int receive(struct client *client) {
    ssize_t got = read(client->fd, client->reply + client->length, sizeof client->reply - 1 - client->length);
    if (got <= 0) fail("read");
    client->length += (size_t)got;
    client->reply[client->length] = 0;
    char *body = strstr(client->reply, "\r\n\r\n");
    char *length = strcasestr(client->reply, "\r\ncontent-length:");
    if (!body || !length) return 0;
    if (strncmp(client->reply, "HTTP/1.1 200 ", 13) != 0) {
        fprintf(stderr, "not 200: %.60s\n", client->reply);
        exit(1);
    }
    return client->length >= (size_t)(body + 4 - client->reply) + strtoul(length + 17, NULL, 10);
}

int main(int argc, char **argv) {
    if (argc != 5) return 2;
    request_length = fread(request, 1, sizeof request, stdin);
    server.sin_port = htons((uint16_t)atoi(argv[1]));
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int count = atoi(argv[2]), is_new = strcmp(argv[4], "new") == 0;
    struct client *clients = calloc((size_t)count, sizeof *clients);
    size_t answers = 0, room = 1 << 23;
    int64_t *times = malloc(room * sizeof *times);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    for (int each = 0; each < count; each++) {
        if (!is_new) open_connection(&clients[each]);
        begin(&clients[each], is_new);
    }
    int64_t end = now() + (int64_t)(atof(argv[3]) * 1e9);
    while (now() < end && answers < room) {
        struct epoll_event events[64];
        int ready = epoll_wait(epoll, events, 64, 100);
        for (int each = 0; each < ready && answers < room; each++) {
            struct client *client = events[each].data.ptr;
            if (!receive(client)) continue;
            times[answers++] = now() - client->since;
            if (is_new) close(client->fd);
            begin(client, is_new);
        }
    }
    for (size_t each = 0; each < answers; each++) printf("%lld\n", (long long)times[each]);
    return 0;
}
