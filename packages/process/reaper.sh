#!/bin/sh
# Outlives the engine by a moment: when the engine's end of stdin closes, however the engine ended, what it started ends too.
# A line "+N" names a process group to end, "-N" one that is gone already.
groups=" "
while read -r line; do
  number=${line#?}
  case $line in
    +*) groups="$groups$number " ;;
    -*) groups=$(printf '%s' "$groups" | sed "s/ $number / /") ;;
  esac
done
for group in $groups; do
  # One that ended by itself meanwhile is no error.
  kill -s KILL -- "-$group" 2>/dev/null
done
exit 0
