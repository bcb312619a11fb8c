#!/bin/bash
# The seccomp filters of each service's main process, out of the kernel: "filter SERVICE HEX", a struct sock_filter after the other.
# "machine NAME" is the processor's; "filters SERVICE N" their number, as the kernel counts them. ptrace stops the process for a few milliseconds.

read -r -d '' reader <<'PERL' || true
use strict;
use warnings;
my $name = $ARGV[0];
# As numbers: what is text would be passed by its address.
my ($pid, $call) = ($ARGV[1] + 0, $ARGV[2] + 0);
# linux/ptrace.h
my ($seize, $interrupt, $get_filter, $detach) = (0x4206, 0x4207, 0x420c, 17);
die "attach to $pid: $!\n" if syscall($call, $seize, $pid, 0, 0) != 0;
syscall($call, $interrupt, $pid, 0, 0);
waitpid($pid, 0x40000000);
my $count = 0;
while ((my $length = syscall($call, $get_filter, $pid, $count, 0)) > 0) {
	my $code = "\0" x (8 * $length);
	die "filter $count of $pid: $!\n" if syscall($call, $get_filter, $pid, $count, $code) < 0;
	print "filter $name ", unpack('H*', $code), "\n";
	$count++;
}
# Past the last one there is none; any other answer is a fault.
die "filter $count of $pid: $!\n" unless $!{ENOENT};
syscall($call, $detach, $pid, 0, 0);
PERL

machine=$(uname -m)
case $machine in
x86_64) ptrace=101 ;;
aarch64) ptrace=117 ;;
*)
	echo "the number of ptrace on $machine is not known here" >&2
	exit 1
	;;
esac
echo "machine $machine"
services | while read -r name pid _; do
	perl -e "$reader" "$name" "$pid" "$ptrace"
	echo "filters $name $(sed -n 's/^Seccomp_filters:[[:space:]]*//p' "/proc/$pid/status")"
done
