#!/bin/bash
# Microseconds of processor time since the machine's start: "host busy N", and "service NAME N" for each service.

# User, nice, system, irq, softirq and steal; what a guest takes is in user already. The kernel counts in ticks.
tick=$((1000000 / $(getconf CLK_TCK)))
awk -v tick="$tick" '/^cpu / { printf "host busy %.0f\n", ($2 + $3 + $4 + $7 + $8 + $9) * tick }' /proc/stat
services | while read -r name _ group; do awk -v name="$name" '/^usage_usec/ { print "service", name, $2 }' "$group/cpu.stat"; done
