#!/bin/bash
# cpu.sh begin|end: microseconds of processor time since the machine's start, "host busy N" and "service NAME N" for each service.
# Finding the services must not count as their work: at the beginning the machine's own time is read last, at the end first.
# cpu.sh SECONDS: "host busy N" that went by in so many, and "host span N", how long they were.

# User, nice, system, irq and softirq; what a guest takes is in user already. The kernel counts in ticks.
tick=$((1000000 / $(getconf CLK_TCK)))
busy() { awk -v tick="$tick" '/^cpu / { printf "%.0f\n", ($2 + $3 + $4 + $7 + $8) * tick }' /proc/stat; }

span() { awk '{ printf "%.0f\n", $1 * 1000000 }' /proc/uptime; }

print_services() {
	services | while read -r name _ group; do
		awk -v name="$name" '/^usage_usec/ { print "service", name, $2 }' "$group/cpu.stat"
	done
}

case $1 in
begin)
	print_services
	echo "host busy $(busy)"
	;;
end)
	all=$(busy)
	print_services
	echo "host busy $all"
	;;
*)
	begin=$(span) all=$(busy)
	sleep "$1"
	echo "host busy $(($(busy) - all))"
	echo "host span $(($(span) - begin))"
	;;
esac
