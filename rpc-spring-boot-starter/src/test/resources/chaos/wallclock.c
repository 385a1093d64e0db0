/*
 * Moves the wall clock of one process: LD_PRELOAD it, with RIG_CLOCK naming a file whose
 * text is the number of seconds to add. The monotonic clock stays as it is.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static long offset(void) {
	static __thread int calls;
	static volatile long seconds;
	const char *name = getenv("RIG_CLOCK");
	if (name != NULL && calls++ % 16 == 0) {
		FILE *file = fopen(name, "r");
		long value;
		if (file != NULL) {
			if (fscanf(file, "%ld", &value) == 1) {
				seconds = value;
			}
			fclose(file);
		}
	}
	return seconds;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
	static int (*real)(clockid_t, struct timespec *);
	if (real == NULL) {
		real = dlsym(RTLD_NEXT, "clock_gettime");
	}
	int result = real(clock, time);
	if (clock == CLOCK_REALTIME && result == 0) {
		time->tv_sec += offset();
	}
	return result;
}

int gettimeofday(struct timeval *time, void *zone) {
	static int (*real)(struct timeval *, void *);
	if (real == NULL) {
		real = dlsym(RTLD_NEXT, "gettimeofday");
	}
	int result = real(time, zone);
	if (result == 0) {
		time->tv_sec += offset();
	}
	return result;
}
