#!/bin/bash
# How long this machine's start took, as systemd says it: "Startup finished in ...".
systemd-analyze time | head -n 1
