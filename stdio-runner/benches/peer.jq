# The same work as `spravka step` does for a KZ Info answer, without any check: the peer of the
# benchmark.
def joined: map(select(. != null and . != "")) | join(" ");
def day: if . == null then null else .[0:10] end;
.event.response.json as $items
| {
    step: "done",
    output: {
      outcome: (if ($items | length) > 0 then "found" else "empty" end),
      complete: true,
      proceedings: [
        $items[] | {
          number: .exec_proc_num, source_id: .exec_proc, opened_on: (.ip_start_date | day),
          status: "unknown",
          document: { date: (.il_date | day), issuer: .il_organ_ru },
          subject: { text: .category_ru, category: "other" },
          amounts: { currency: "KZT", principal: .recovery_amount, items: [{ amount: .recovery_amount, kind: "principal" }], basis: "unknown" },
          debtor: { name: ([.debtor_name, .debtor_secondname] | joined), iin: .debtor_iin },
          claimant: {
            kind: (if .recoverer_bin then "company" else "person" end),
            name: (.recoverer_title // ([.recoverer_surname, .recoverer_name, .recoverer_secondname] | joined)),
            iin: .recoverer_iin, bin: .recoverer_bin
          },
          department: { name: .disa_name_ru },
          officer: { name: ([.officer_surname, .officer_name, (.officer_secondname | if type == "array" then .[0] else . end)] | joined), office: .disa_department_name_ru },
          raw: .
        }
      ]
    },
    meta: { operation: .state.operation, as_of: .now, attempts: .state.sends }
  }
