#!/bin/sh
# Stands in for `aws` and `az`: lists an image of the name that is asked for, unless the file `withdrawn` is beside it, or
# prints a console as cloud-init leaves it. Image and key belong to nobody.
folder=${0%/*}
words=$*
echo "$0 $words" >>"$folder/asked"
case $words in
*describe-images*)
	name=${words#*Name=name,Values=}
	id=ami-0000000000000000a
	[ -e "$folder/withdrawn" ] && name=withdrawn
	echo "{\"Images\":[{\"ImageId\":\"$id\",\"Name\":\"${name%% *}\",\"OwnerId\":\"136693071363\"}]}"
	exit
	;;
esac
cat <<CONSOLE
[   31.5] cloud-init[612]: Cloud-init v. 25.1 finished
-----BEGIN SSH HOST KEY KEYS-----
ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTY root@berth
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA root@berth
-----END SSH HOST KEY KEYS-----
CONSOLE
