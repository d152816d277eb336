/*
 * Asks the agent for the same thing again and again over a connection, each request after the last one's answer.
 *
 *   grants SOCKET SECONDS CONNECTIONS <request-bytes
 *     prints for each connection how many were asked, how many of them answered with exit code 0, and nanoseconds taken
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static unsigned char reply[1 << 21];
static char request[1 << 18];

static long long now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec * 1000000000LL + at.tv_nsec;
}

/* The exit code that ends the answer. */
static int ask(int agent, size_t length) {
  if (write(agent, request, length) != (ssize_t)length) exit(5);
  size_t have = 0, used = 0;
  for (;;) {
    ssize_t more = read(agent, reply + have, sizeof reply - 1 - have);
    if (more <= 0) exit(6);
    have += (size_t)more;
    while (have - used >= 5) {
      unsigned char *head = reply + used;
      size_t size = (size_t)head[0] << 24 | (size_t)head[1] << 16 | (size_t)head[2] << 8 | head[3];
      if (have - used < 5 + size) break;
      reply[have] = 0;
      if (head[4] == 'Z') return atoi((char *)head + 5);
      used += 5 + size;
    }
  }
}

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  size_t length = fread(request, 1, sizeof request, stdin);
  for (int more = atoi(argv[3]) - 1; more > 0; more--)
    if (fork() == 0) break;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, argv[1], sizeof address.sun_path - 1);
  int agent = socket(AF_UNIX, SOCK_STREAM, 0);
  if (connect(agent, (struct sockaddr *)&address, sizeof address) < 0) return 4;
  for (int i = 0; i < 2000; i++) ask(agent, length);
  long long begun = now(), end = begun + (long long)(atof(argv[2]) * 1e9), at;
  long answered = 0, asked = 0;
  do {
    asked++;
    if (ask(agent, length) == 0) answered++;
  } while ((at = now()) < end);
  printf("%ld %ld %lld\n", asked, answered, at - begun);
  fflush(stdout);
  while (wait(NULL) > 0) {
  }
  return 0;
}
