#!/usr/bin/env bash
# Plays the same jobs with one process, with GNU parallel and with Spark, and compares; then speaks the
# contract of Redpanda Connect's `subprocess`. What is missing is installed, as root.
#
#   tests/scale/check.sh FOLDER_OF_THE_BINARY
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
PATH=$(cd "$1" && pwd):$PATH
cache=${XDG_CACHE_HOME:-$HOME/.cache}/spravka
pyspark=4.3.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

packages=()
command -v parallel >/dev/null || packages+=(parallel)
command -v java >/dev/null || packages+=(openjdk-17-jre-headless)
python3 -c 'import ensurepip' 2>/dev/null || packages+=(python3-venv)
if ((${#packages[@]})); then
  echo "installing ${packages[*]}"
  apt-get update -q >"$work/apt" 2>&1 || true
  apt-get install -y -q --no-install-recommends "${packages[@]}" >>"$work/apt" 2>&1 ||
    { tail -n 5 "$work/apt"; exit 1; }
fi
venv=$cache/pyspark-$pyspark
if ! "$venv/bin/python" -c 'import pyspark' 2>/dev/null; then
  echo "installing pyspark $pyspark"
  mkdir -p "$cache" && python3 -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check "pyspark==$pyspark"
fi

# 400 jobs: people of both countries, found, not found, not checked, and misprints.
jobs=$work/jobs.ndjson
for _ in $(seq 40); do cat examples/intake.ndjson; done >"$jobs"
# Each process has a sandbox of its own, with a time of its own: moments, tasks, balances and the day of
# the question differ, and no answer does.
answers() {
  python3 -c '
import json, sys
for line in sys.stdin:
    result = json.loads(line)
    error, output = result.get("error", {}), result.get("output", {})
    output.pop("checked_on", None)
    answer = [result["id"], result["step"], output, error.get("code"), error.get("path")]
    print(json.dumps(answer, ensure_ascii=False))'
}

spravka run --quiet --keep-going --transport sandbox <"$jobs" | answers >"$work/one"
lines=$(wc -l <"$work/one")
((lines == $(wc -l <"$jobs"))) || { echo "$lines lines came out"; exit 1; }

echo "GNU parallel"
LINES_EACH=50 sh examples/scale/parallel.sh "$jobs" --quiet --keep-going --transport sandbox | answers >"$work/parallel"
cmp "$work/one" "$work/parallel"

echo "Spark"
"$venv/bin/python" examples/scale/spark_pipe.py "$jobs" "$work/spark" --quiet --keep-going --transport sandbox \
  >"$work/log" 2>&1 || { tail -n 20 "$work/log"; exit 1; }
cat "$work"/spark/part-* | answers >"$work/spark.one"
cmp "$work/one" "$work/spark.one"

echo "the contract of subprocess"
python3 tests/scale/subprocess_contract.py "$(command -v spravka)" examples/intake.ndjson
echo "one process, parallel and Spark gave the same $lines lines"
