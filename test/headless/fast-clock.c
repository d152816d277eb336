/*
 * For programs of others: the machine's wall clock, FAST_CLOCK_SPEED times as fast. It showed FAST_CLOCK_SHOWN when the
 * machine's was FAST_CLOCK_REAL, both epoch milliseconds. What counts elapsed time is left alone.
 *
 *   gcc -shared -fPIC -O2 -o fast-clock.so fast-clock.c -ldl
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static double setting(const char *name) {
    const char *text = getenv(name);
    return text ? atof(text) : 0;
}

static double shown_in_seconds(void) {
    static int (*machine)(clockid_t, struct timespec *);
    if (!machine) machine = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    struct timespec now;
    machine(CLOCK_REALTIME, &now);
    double passed = now.tv_sec + now.tv_nsec / 1e9 - setting("FAST_CLOCK_REAL") / 1e3;
    return setting("FAST_CLOCK_SHOWN") / 1e3 + passed * setting("FAST_CLOCK_SPEED");
}

int clock_gettime(clockid_t clock, struct timespec *result) {
    static int (*machine)(clockid_t, struct timespec *);
    if (!machine) machine = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    if (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE) return machine(clock, result);
    double shown = shown_in_seconds();
    result->tv_sec = (time_t)shown;
    result->tv_nsec = (long)((shown - (double)result->tv_sec) * 1e9);
    return 0;
}

int gettimeofday(struct timeval *restrict result, void *restrict zone) {
    (void)zone;
    double shown = shown_in_seconds();
    result->tv_sec = (time_t)shown;
    result->tv_usec = (suseconds_t)((shown - (double)result->tv_sec) * 1e6);
    return 0;
}

time_t time(time_t *result) {
    time_t shown = (time_t)shown_in_seconds();
    if (result) *result = shown;
    return shown;
}
