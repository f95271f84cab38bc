#!/usr/bin/env bash
# Orders a certificate from УЦ Основание, end to end: the application, the checks, the form to be
# signed, the documents, the certificate as files.
#
#   order-certificate.sh [--choice OPTION[:ID]] FOLDER
#   order-certificate.sh [--choice OPTION[:ID]] FOLDER APPLICATION.json
#   order-certificate.sh [--choice OPTION[:ID]] FOLDER APPLICATION.json ARCHIVE.zip SIGNATURE REQUEST.p10
#
# Everything that it learns stays in FOLDER: the answer of each step in STEP.json and, while a step
# is under way, where it stands in STEP.state. So it can be killed anywhere and started again with
# the same arguments: it goes on where it stood, and nothing is sent twice. Where it cannot know
# whether something was carried out, it stops, says (in Russian) what to look at, and goes on with
# `--choice`.
#
# APPLICATION.json is the input of osnovanie.create_application. Without the files it goes as far as
# the form that has to be signed. Without anything it orders for a person of the sandbox, with
# documents that it makes itself; it never does so for the real CA.
#
#   SPRAVKA_ARGS          how to send; "--transport http" where nothing is said
#   SPRAVKA_SECRETS_FILE  {"osnovanie.login":"…","osnovanie.password":"…"}; else SPRAVKA_OSNOVANIE_…
#
# Against the sandbox, in about a minute:
#
#   spravka sandbox --listen 127.0.0.1:8080 &
#   export SPRAVKA_OSNOVANIE_LOGIN=manager@sandbox.invalid
#   export SPRAVKA_OSNOVANIE_PASSWORD=sandbox-osnovanie-password
#   export SPRAVKA_ARGS='--transport http --test-origin http://127.0.0.1:8080'
#   bash examples/order-certificate.sh order
#
# It needs jq and base64; for documents of its own also openssl and python3.
set -euo pipefail
umask 077

choice=
if [ "${1:-}" = --choice ]; then
  choice=${2:?--choice: which one}
  shift 2
fi
folder=${1:?a folder for everything that belongs to this order}
mkdir -p "$folder"
application=${2:-}
archive=${3:-}
signature=${4:-}
request=${5:-}
if [ -n "$archive" ] && [ -z "$request" ]; then
  echo "$0: with an archive come its signature and the certificate request" >&2
  exit 2
fi

say() { printf '%s\n' "$*" >&2; }

# Whether the answer of a step is there.
is_done() { [ "$(jq -r .step "$folder/$1.json" 2>/dev/null)" = done ]; }

# answer STEP FILTER: from the answer of a step.
answer() { jq -r "$2" "$folder/$1.json"; }

# step NAME OPERATION FLAG…: plays an operation unless that is done.
step() {
  local name=$1 code=0
  shift
  if is_done "$name"; then
    return
  fi
  say "· $1"
  # shellcheck disable=SC2086 # they are several arguments
  spravka call "$@" ${SPRAVKA_ARGS:---transport http} \
    ${SPRAVKA_SECRETS_FILE:+--secrets-file "$SPRAVKA_SECRETS_FILE"} \
    --max-wait 15m --state-file "$folder/$name.state" ${choice:+--choice "$choice"} \
    >"$folder/$name.json" || code=$?
  choice=
  if is_done "$name"; then
    return
  fi
  explain "$name"
  exit "$((code == 0 ? 1 : code))"
}

# Why a step has stopped, and how to go on.
explain() {
  # Nothing was written: spravka has said why.
  [ -s "$folder/$1.json" ] || return 0
  answer "$1" '
    def command: "  bash '"${0//\'/}"' --choice " + .option
      + (if .application_id then ":" + .application_id else "" end) + " … (остальное — как прежде)";
    if .step == "wait" and .reason == "input_needed" then
      "Не хватает: \(.needs | join(", ")). Запустите ещё раз, когда это будет готово."
    elif .step == "wait" then
      "Нужно подождать до \(.until). Запустите ещё раз после этого времени."
    else
      "Остановлено: \(.error.message_ru).",
      .error.hint_ru,
      if .error.next.action == "reconcile" then
        "Проверьте заявку: spravka call \(.error.next.operation) … или личный кабинет УЦ.",
        (if .error.next.how == "stage_and_files" then
           "Смотрите статус и список файлов: дошёл ли последний отправленный файл."
         elif .error.next.how == "subject_products_and_day" then
           "Смотрите сегодняшние заявки на того же заявителя с теми же продуктами."
         else empty end),
        (if .error.next.options then "Затем продолжите одним из способов:" else empty end),
        ((.error.next.options // [])[] |
          (if .option == "take" then "взять заявку \(.application_id):"
           elif .option == "create" then "создать новую заявку:"
           elif .option == "repeat" then "файл не дошёл, отправить его ещё раз:"
           elif .option == "confirm" then "файл дошёл, идти дальше:"
           else "\(.option):" end), command)
      elif .state then
        "Когда причина будет устранена, запустите ещё раз: работа продолжится с этого места."
      else empty end
    end' >&2
}

# save STEP FOLDER: the files of an answer.
save() {
  local count index name
  mkdir -p "$2"
  count=$(answer "$1" '.output.files | length')
  for ((index = 0; index < count; index++)); do
    name=$(answer "$1" ".output.files[$index].name")
    answer "$1" ".output.files[$index].base64" | base64 -d >"$2/$name"
    printf '%s\n' "$2/$name"
  done
}

# Documents for the sandbox.
make_documents() {
  local made="$folder/made"
  archive=$made/documents.zip
  signature=$made/documents.zip.sig
  request=$made/request.p10
  if [ -e "$made/all" ]; then
    return
  fi
  # What was sent with other bytes could not be gone on with.
  rm -rf "$made"
  mkdir -p "$made/papers"
  cp "$folder/form"/* "$made/papers/Application.pdf"
  local paper
  for paper in 'Passport 1.jpg' 'Passport 2.jpg' SNILS.jpg Photo.jpg; do
    printf 'sandbox: %s\n' "$paper" >"$made/papers/$paper"
  done
  (cd "$made/papers" && python3 -m zipfile -c ../documents.zip ./*)
  openssl req -x509 -new -newkey rsa:2048 -nodes -subj /CN=Sandbox -days 1 \
    -keyout "$made/signer.key" -out "$made/signer.pem" 2>/dev/null
  openssl cms -sign -binary -in "$archive" -signer "$made/signer.pem" \
    -inkey "$made/signer.key" -outform DER -out "$signature"
  openssl req -new -newkey rsa:2048 -nodes -subj /CN=Sandbox \
    -keyout "$made/certificate.key" -outform DER -out "$request" 2>/dev/null
  touch "$made/all"
}

demo=
if [ -z "$application" ]; then
  demo=yes
  application=$folder/application.json
  cat >"$application" <<'END'
{"application":{"applicant_type":"person","last_name":"Заявителев","first_name":"Иван",
 "patronymic":"Тестович","birth_date":"1900-01-01","gender":"male","inn":"980000000101",
 "snils":"99900000115","passport":"0000000001","passport_issued_on":"1920-02-20",
 "passport_issuer":"ОВД 1","passport_issuer_code":"520000","email":"a@sandbox.invalid",
 "phone":"+79900000000","region":52,"city":"Примерск","address":"Тестовая 1",
 "products":[224,226],"offer_joining":true}}
END
fi

step create osnovanie.create_application --input "$application"
id=$(answer create .output.application_id)
say "Заявка $id"

step ready osnovanie.await_ready --application-id "$id"
answer ready '.output.fns_check.instruction_ru // empty' >&2

step form osnovanie.client_docs --application-id "$id" --file-kind 1
say "Заявление на подпись: $(save form "$folder/form")"

if [ -z "$archive" ]; then
  if [ -z "$demo" ] || [ "$(answer ready .meta.simulated)" != true ]; then
    say "Подпишите заявление, соберите архив документов, подпишите его и запустите снова с файлами."
    exit 75
  fi
  make_documents
fi

step submit osnovanie.submit_documents --application-id "$id" \
  --archive "$archive" --signature "$signature" --certificate-request "$request"
if [ "$(answer submit .output.submitted)" != true ]; then
  say "Отказано: $(answer submit '.output.comment // "причина не названа"')"
  exit 1
fi

step issue osnovanie.await_issue --application-id "$id"
if [ "$(answer issue .output.issued)" != true ]; then
  say "Отказано: $(answer issue '.output.comment // "причина не названа"')"
  exit 1
fi
say "Сертификат выпущен:"
save issue "$folder/certificate"
