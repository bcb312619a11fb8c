#!/bin/sh
exec app visit
