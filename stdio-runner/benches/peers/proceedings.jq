# The work of `spravka step` for an answer of KZ Info in jq: lines in, lines out.
def checked:
  if type == "array" and all(.[]; type == "object" and (.exec_proc | type == "string")
      and all(.[]; type == "string" or type == "null" or type == "array"))
  then . else error("another shape") end;
def text: if . == null or (test("\\S") | not) then null else . end;
def joined: map(select(. != null and text != null)) | if length > 0 then join(" ") else null end;
def given: with_entries(select(.value != null));
def day:
  if . == null then null
  elif test("^\\s*(19[0-9]{2}|20[0-9]{2}|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(\\s*$|[T ])")
  then ltrimstr(" ")[0:10] else null end;
def decimal:
  if . == null then null
  elif test("^-?[0-9]{1,18}([.][0-9]{1,6})?$") then .
  elif test("^-?[0-9]{1,18},[0-9]{1,6}$") then sub(","; ".")
  else null end;
def begins($stems): test("(^|[\\x00-/:-@\\[-`{-\\x7f])(" + $stems + ")"; "i");
def category:
  if . == null then "other"
  elif begins("алимент") then "alimony"
  elif begins("исполнительский сбор|исполнительского сбора") then "fee"
  elif begins("госпошлин|государственная пошлина|государственной пошлины") then "state_duty"
  elif begins("жилищно-коммунальн|коммунальн|жкх|жку|электроэнерг|теплоснабжен|тепловой энерг|водоснабжен|газоснабжен|капитальный ремонт|капитального ремонта|за газ|содержание жил") then "utilities"
  elif begins("штраф|айыппұл") then "fine"
  elif begins("налог|страховых взносов|страховые взносы|таможен|пени|в бюджет") then "tax"
  elif begins("кредит|займ|заем|заём|ипотек|ссуд|лизинг") then "loan"
  elif begins("ущерб|вред|убыт|компенсаци") then "damages"
  else "other" end;
def claimant:
  ([.recoverer_surname, .recoverer_name, .recoverer_secondname] | joined) as $person
  | (.recoverer_title | text) as $company | (.recoverer_iin | text) as $iin | (.recoverer_bin | text) as $bin
  | ($company != null or $bin != null) as $is_company | ($person != null or $iin != null) as $is_person
  | if ($is_company or $is_person or (.recoverer_type_ru | text) != null) | not then null
    else { kind: (if $is_company == $is_person then "unknown" elif $is_company then "company" else "person" end),
      name: ($company // $person), iin: $iin, bin: $bin } | given end;
def officer:
  (.officer_secondname | if type == "array" then .[0] else . end) as $patronymic
  | (.officer_secondname | if type == "array" then .[2] else null end) as $office
  | { name: ([.officer_surname, .officer_name, $patronymic] | joined),
      office: ((.disa_department_name_ru | text) // $office) } | given;
def proceeding:
  ((.category_ru | text) // (.category_kz | text)) as $subject | (.recovery_amount | decimal) as $principal
  | { number: (.exec_proc_num | text), source_id: (.exec_proc | text), opened_on: (.ip_start_date | day),
      status: "unknown",
      document: ({ date: (.il_date | day), issuer: ((.il_organ_ru | text) // (.il_organ_kz | text)) } | given),
      subject: ({ text: $subject, category: ($subject | category) } | given),
      amounts: ({ currency: "KZT", principal: $principal,
        items: (if $principal then [{ amount: $principal, kind: "principal" }] else [] end), basis: "unknown" } | given),
      debtor: ({ name: ([.debtor_name, .debtor_secondname] | joined), iin: (.debtor_iin | text) } | given),
      claimant: claimant,
      department: ({ name: ((.disa_name_ru | text) // (.disa_department_name_ru | text)) } | given),
      officer: officer, raw: . } | given;
.state as $state | .now as $now | (.event.response.json | checked) as $items
| { step: "done",
    output: ({ outcome: (if ($items | length) > 0 then "found" else "empty" end),
      basis: (if ($items | length) > 0 then null else "no_records" end),
      complete: true, proceedings: ($items | map(proceeding)) } | given),
    meta: { provider: "kz_info", operation: $state.operation, as_of: $now, attempts: $state.sends } }
