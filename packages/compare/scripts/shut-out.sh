#!/bin/bash
# Closes the firewall again: only the service's own peers reach it.
nft -f /etc/nftables.conf
