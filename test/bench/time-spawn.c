/*
 * Runs programs and says how long each took, from its spawn to its end. Their output goes to /dev/null.
 *
 *   time-spawn turns ROUNDS EVERY PROGRAM ARG… ';' EVERY PROGRAM ARG… ';' …
 *     one after the other, ROUNDS times; each program in every EVERY-th round. Interleaved, so that what else the
 *     machine does falls on all alike.
 *   time-spawn at-once COUNT PROGRAM ARG…
 *     COUNT of them as fast as they can be started.
 *
 * Prints a line for each run: the program's place, its exit code (or minus a signal), nanoseconds.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;
static posix_spawn_file_actions_t actions;

static long long now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec * 1000000000LL + at.tv_nsec;
}

static pid_t start(char **argv) {
  pid_t pid;
  if (posix_spawn(&pid, argv[0], &actions, NULL, argv, environ) != 0) {
    fprintf(stderr, "%s cannot be run\n", argv[0]);
    exit(2);
  }
  return pid;
}

static int code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status); }

static int at_once(int count, char **argv) {
  pid_t *pids = calloc((size_t)count, sizeof *pids);
  long long *begun = calloc((size_t)count, sizeof *begun);
  if (pids == NULL || begun == NULL) return 2;
  for (int i = 0; i < count; i++) {
    begun[i] = now();
    pids[i] = start(argv);
  }
  for (int left = count; left > 0; left--) {
    int status;
    pid_t pid = wait(&status);
    long long ended = now();
    for (int i = 0; i < count; i++)
      if (pids[i] == pid) printf("0 %d %lld\n", code_of(status), ended - begun[i]);
  }
  return 0;
}

static int turns(int rounds, char **words) {
  char **programs[16];
  int every[16], count = 0;
  while (*words != NULL && count < 16) {
    every[count] = atoi(*words++);
    programs[count++] = words;
    while (*words != NULL && strcmp(*words, ";") != 0) words++;
    if (*words != NULL) *words++ = NULL;
  }
  for (int round = 0; round < rounds; round++) {
    for (int i = 0; i < count; i++) {
      if (every[i] < 1 || round % every[i] != 0) continue;
      int status;
      long long begun = now();
      pid_t pid = start(programs[i]);
      waitpid(pid, &status, 0);
      long long ended = now();
      printf("%d %d %lld\n", i, code_of(status), ended - begun);
    }
  }
  return 0;
}

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  int count = atoi(argv[2]);
  return strcmp(argv[1], "at-once") == 0 ? at_once(count, argv + 3) : turns(count, argv + 3);
}
