// The members that KZ Info documents.

/** A list in practice: patronymic, office in Kazakh, office in Russian, city. */
export const LISTED = 'officer_secondname';

export const TEXTS = [
  'exec_proc',
  'exec_proc_num',
  'ip_start_date',
  'il_date',
  'debtor_iin',
  'debtor_name',
  'debtor_secondname',
  'il_organ_ru',
  'il_organ_kz',
  'category_ru',
  'category_kz',
  'recovery_amount',
  'officer_surname',
  'officer_name',
  'disa_name_ru',
  'disa_department_name_ru',
  'recoverer_type_ru',
  'recoverer_type_kz',
  'recoverer_iin',
  'recoverer_surname',
  'recoverer_name',
  'recoverer_secondname',
  'recoverer_bin',
  'recoverer_title',
];

/** What `make` makes, once it is asked for: a start-up pays for the schema that it uses alone. */
export function lazily(make) {
  let made;
  return (value) => (made ??= make())(value);
}
