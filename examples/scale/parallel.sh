#!/bin/sh
# Plays a file of jobs with several processes, by GNU parallel: blocks of lines in, their results out
# in the same order.
#
#   sh examples/scale/parallel.sh jobs.ndjson --transport http --rate kz_info=50/m
#
# Processes know nothing of each other: give each its share of a provider's limit (--rate) and of the
# money (--budget), and its own --journal where one is kept ("--journal" "journal-{#}").
set -eu

jobs=${1:?a file with one job a line}
shift
exec parallel --pipe --keep-order -N "${LINES_EACH:-1000}" --jobs "${PROCESSES:-2}" --quote \
  spravka run "$@" <"$jobs"
