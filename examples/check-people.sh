#!/bin/sh
# People in, files out: a report on each, what has changed since yesterday, and a score. On the embedded
# sandbox, without network and without keys.
#
#   sh examples/check-people.sh FOLDER
#
# FOLDER/reports.ndjson   a line for each person: the report, `diff`, `score`; or why there is none
# FOLDER/people.html      the same as pages, to print and to file
# FOLDER/people.md        the same as Markdown
# FOLDER/check.journal    what was done, until it is over: killed and started again, it finishes the rest
set -eu

folder=${1:?a folder to write to}
here=$(dirname "$0")
if ! command -v spravka >/dev/null; then
  spravka() { cargo run --quiet --release --manifest-path "$here/../stdio-runner/Cargo.toml" -- "$@"; }
fi

mkdir -p "$folder"
spravka check --transport sandbox --keep-going --previous "$here/yesterday.ndjson" --score \
  --journal "$folder/check.journal" <"$here/people.csv" >"$folder/reports.ndjson"
for format in html markdown; do
  case $format in html) file=people.html ;; *) file=people.md ;; esac
  # 65: on some people there is no report, and the document says so.
  spravka report "$folder/reports.ndjson" --format $format --out "$folder/$file" || [ $? -eq 65 ]
done
# The next check is a new one.
rm "$folder/check.journal"
echo "$(wc -l <"$folder/reports.ndjson") people: $folder/people.html"
