#!/bin/bash
# await.sh ADDRESS: waits until the service there answers, three minutes at most.
await_answer "$1" 180
