#!/bin/bash
# admit.sh NETWORK: lets the copies in it reach this machine's service, and be answered, until shut-out.sh.
nft insert rule inet berth service_input ip saddr "$1" tcp dport != 22 accept
nft insert rule inet berth service_output ip daddr "$1" accept
