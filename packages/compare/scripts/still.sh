#!/bin/bash
# still.sh ADDRESS...: prints each one that answers now; a second between two, so that their checks do not meet at the database.
for address in "$@"; do
	if answers "$address"; then echo "$address"; fi
	sleep 1
done
