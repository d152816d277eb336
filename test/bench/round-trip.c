/*
 * The least that a program must do for one `credential-process`: what the relay is measured against.
 * Reads the endpoint file, sends the request's frames in one write, prints the answer. Checks nothing.
 *
 *   gcc -O2 -static -o round-trip test/bench/round-trip.c && SIGNET_HOME=… ./round-trip credential-process …
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static char request[65536];
static size_t request_length;

static void frame(char type, const char *payload, size_t length) {
  if (request_length + length + 5 > sizeof request) exit(2);
  char *at = request + request_length;
  at[0] = (char)(length >> 24);
  at[1] = (char)(length >> 16);
  at[2] = (char)(length >> 8);
  at[3] = (char)length;
  at[4] = type;
  memcpy(at + 5, payload, length);
  request_length += length + 5;
}

static void text(char type, const char *payload) { frame(type, payload, strlen(payload)); }

static void environment(void) {
  static const char *names[] = {
      "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_CONFIG_FILE",
      "AWS_SHARED_CREDENTIALS_FILE", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "TERM", "COLUMNS", "LANG", "LC_ALL",
      "TZ", "SSH_CONNECTION", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "SIGNET_PASSPHRASE_FILE", "HOME"};
  char pair[8192];
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *value = getenv(names[i]);
    if (value == NULL) continue;
    int length = snprintf(pair, sizeof pair, "%s=%s", names[i], value);
    if (length > 0 && (size_t)length < sizeof pair) frame('E', pair, (size_t)length);
  }
}

static int connect_to_agent(void) {
  static char endpoint[4096];
  char path[4096];
  const char *home = getenv("SIGNET_HOME");
  snprintf(path, sizeof path, "%s/state/endpoint", home ? home : "");
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || read(fd, endpoint, sizeof endpoint - 1) <= 0) exit(3);
  close(fd);
  char *start = strstr(endpoint, "socket=");
  if (start == NULL) exit(3);
  start += strlen("socket=");
  start[strcspn(start, "\n")] = 0;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, start, sizeof address.sun_path - 1);
  int agent = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(agent, (struct sockaddr *)&address, sizeof address) < 0) exit(4);
  return agent;
}

int main(int argc, char **argv) {
  static unsigned char reply[1 << 21];
  char path[4096];
  text('H', "1 bench");
  ssize_t length = readlink("/proc/self/exe", path, sizeof path);
  frame('S', path, length < 0 ? 0 : (size_t)length);
  for (int i = 1; i < argc; i++) text('A', argv[i]);
  text('D', getcwd(path, sizeof path) ? path : "/");
  environment();
  char terminals[3] = {isatty(0) ? '1' : '0', isatty(1) ? '1' : '0', isatty(2) ? '1' : '0'};
  frame('T', terminals, sizeof terminals);
  frame('G', "", 0);

  int agent = connect_to_agent();
  if (write(agent, request, request_length) != (ssize_t)request_length) return 5;
  size_t have = 0, used = 0;
  for (;;) {
    ssize_t more = read(agent, reply + have, sizeof reply - have);
    if (more <= 0) return 6;
    have += (size_t)more;
    while (have - used >= 5) {
      unsigned char *head = reply + used;
      size_t size = (size_t)head[0] << 24 | (size_t)head[1] << 16 | (size_t)head[2] << 8 | head[3];
      if (have - used < 5 + size) break;
      if (head[4] == 'O' && write(1, head + 5, size) != (ssize_t)size) return 7;
      if (head[4] == 'Z') return atoi((char *)head + 5) & 0xff;
      used += 5 + size;
    }
  }
}
