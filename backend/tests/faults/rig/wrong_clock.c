/* A wall clock that is wrong, for the programs that are started with this library preloaded.
 *
 * WRONG_CLOCK_FILE holds, as text, how many seconds ahead of the true time it is (negative: behind); it is read
 * again twenty times a second. Only what tells the time of day is changed: monotonic clocks, sleeps and time-outs
 * stay true, as on a machine whose clock was set by hand.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long read_ahead(void)
{
    char text[32];
    const char *path = getenv("WRONG_CLOCK_FILE");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0)
        return 0;
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    if (length <= 0)
        return 0;
    text[length] = 0;
    return atol(text);
}

static long ahead(void)
{
    static volatile long kept, due; /* in 1/20 s; a race costs one more reading */
    struct timespec now;
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
    long tick = now.tv_sec * 20 + now.tv_nsec / 50000000 + 1;
    if (tick != due) {
        kept = read_ahead();
        due = tick;
    }
    return kept;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    static int (*real)(clockid_t, struct timespec *);
    if (!real)
        real = dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real ? real(clock, now) : (int)syscall(SYS_clock_gettime, clock, now);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += ahead();
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    (void)zone;
    struct timespec true_time;
    if (clock_gettime(CLOCK_REALTIME, &true_time))
        return -1;
    now->tv_sec = true_time.tv_sec;
    now->tv_usec = true_time.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *into)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (into)
        *into = now.tv_sec;
    return now.tv_sec;
}
