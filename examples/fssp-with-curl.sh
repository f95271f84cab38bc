#!/bin/sh
# A whole job as a plain shell loop: `spravka step` says what to send, curl sends it.
#
#   spravka sandbox --listen 127.0.0.1:8080 &
#   export SPRAVKA_FSSP_TOKEN=sandbox-fssp
#   sh examples/fssp-with-curl.sh http://127.0.0.1:8080
#
# `spravka curl` prints a command that takes the secrets from the environment and shows none of
# them to `ps`.
set -eu

origin=${1:?the address of the sandbox, such as http://127.0.0.1:8080}
operation=${2:-fssp.search_physical}
input=${3:-'{"last_name":"Образцов","first_name":"Иван","patronymic":"Примерович","birth_date":"1900-01-01","region":77}'}

options="{\"test_origin\":\"$origin\"}"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

# Prints the event: what came back, or that nothing did.
send() {
  if answer=$(printf '%s' "$step" | spravka curl --test-origin "$origin" --body-to "$work/body" | sh | tr -d '\n') &&
    [ -n "$answer" ] && [ "${answer#*\"status\":000}" = "$answer" ]; then
    printf '%s,"body_base64":"%s"}}' "${answer%??}" "$(base64 -w0 "$work/body")"
  else
    printf '{"failure":{"kind":"reset","sent":"maybe"}}'
  fi
}

step=$(printf '{"call":"start","operation":"%s","input":%s,"now":"%s","options":%s}\n' \
  "$operation" "$input" "$(now)" "$options" | spravka step)
while :; do
  case $step in
    '{"step":"send"'*) event=$(send) ;;
    '{"step":"wait"'*)
      wait_ms=$(printf '%s' "$step" | sed 's/.*"wait_ms":\([0-9]*\).*/\1/')
      sleep "$(((wait_ms + 999) / 1000))"
      event='"elapsed"'
      ;;
    *)
      printf '%s\n' "$step"
      exit 0
      ;;
  esac
  state=${step##*\"state\":}
  step=$(printf '{"call":"resume","state":%s,"input":%s,"event":%s,"now":"%s","options":%s}\n' \
    "${state%?}" "$input" "$event" "$(now)" "$options" | spravka step)
done
