#!/bin/bash
# What networkd makes of this machine's place on the private network.
cat /etc/systemd/network/05-private.network
