#!/bin/sh
# Prints what only the administrator of a host may read: a name and a number a line, and of backups a line of JSON. Changes nothing.
set -u

# With --input-logs ausearch does not take its stdin, which is this script, for a log.
denials=$(ausearch --input-logs -m avc,user_avc,selinux_err -ts boot --raw </dev/null 2>/dev/null | grep -c ' denied ')
echo "denials $denials"

# The lists of packages are there once apt's daily timer has run.
if ls /var/lib/apt/lists/*Packages* >/dev/null 2>&1; then
  waiting=$(apt-get --simulate --quiet dist-upgrade </dev/null | grep '^Inst ')
  echo "updates $(printf '%s' "$waiting" | grep -c '^Inst ')"
  echo "securityUpdates $(printf '%s' "$waiting" | grep -ci 'debian-security')"
fi

# JSON in one line: when each backup was good, and when and why it failed last.
if [ -x /usr/local/lib/berth-backup/berth-backup ]; then /usr/local/lib/berth-backup/berth-backup outcomes </dev/null; fi

if [ -e /run/reboot-required ]; then echo "reboots 1"; fi
# The folder is as old as its file system, which an image has made.
if [ -d /lost+found ]; then echo "imageBuilt $(stat -c %Y /lost+found)"; fi
