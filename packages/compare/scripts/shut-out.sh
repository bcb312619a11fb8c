#!/bin/bash
# Only those who were there before reach this machine's service again.
nft -f /etc/nftables.conf
