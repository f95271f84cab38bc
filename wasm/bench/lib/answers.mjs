// Answers of KZ Info about people who do not exist, the same at each run.

/** mulberry32: a generator of 32 bits of state is enough to make texts differ. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const CYRILLIC = {
  surnames: ['ОБРАЗЦОВ', 'ПРИМЕРОВ', 'ТЕСТОВ', 'ВЫМЫШЛЕНОВ', 'НЕБЫВАЛОВ', 'УСЛОВНЫЙ'],
  names: ['ИВАН', 'ПЁТР', 'НҰРЛАН', 'ДӘУРЕН', 'СЕРГЕЙ', 'ӘДІЛ'],
  patronymics: ['ТЕСТОВИЧ', 'ПРИМЕРОВИЧ', 'ИВАНОВИЧ', 'НҰРЛАНҰЛЫ'],
  cities: ['Примерск', 'Образцово', 'Вымышленное'],
  organs: ['Нотариальная палата по г.', 'Районный суд №2 г.', 'Специализированный суд г.'],
  categories: [
    ['Взыскание суммы', 'Сомманы өндіру'],
    ['Задолженность по кредитным платежам', 'Несие төлемдері бойынша берешек'],
    ['Штраф ГИБДД', 'Айыппұл'],
    ['Алименты на содержание детей', 'Балаларды асырауға арналған алимент'],
    ['Взыскание налогов и сборов, включая пени', 'Салықтар мен алымдарды өндіру'],
  ],
  officers: ['Частные судебные исполнители г.', ' қаласының жеке сот орындаушылары', ' қ.'],
  person: ['Физическое лицо', 'Жеке тұлға'],
  company: ['Юридическое лицо', 'Заңды тұлға'],
  firms: ['ТОО "Коллекторское агентство "ПРИМЕР"', 'АО "Образцовый банк"', 'ГУ "Управление"'],
};

const ASCII = {
  surnames: ['OBRAZTSOV', 'PRIMEROV', 'TESTOV', 'VYMYSHLENOV', 'NEBYVALOV', 'USLOVNYI'],
  names: ['IVAN', 'PYOTR', 'NURLAN', 'DAUREN', 'SERGEI', 'ADIL'],
  patronymics: ['TESTOVICH', 'PRIMEROVICH', 'IVANOVICH', 'NURLANULY'],
  cities: ['Primersk', 'Obraztsovo', 'Vymyshlennoe'],
  organs: ['Notarialnaya palata po g.', 'Raionnyi sud No2 g.', 'Spetsializirovannyi sud g.'],
  categories: [
    ['Vzyskanie summy', 'Sommany ondiru'],
    ['Zadolzhennost po kreditnym platezham', 'Nesie tolemderi boiynsha bereshek'],
    ['Shtraf GIBDD', 'Aiyppul'],
  ],
  officers: ['Chastnye sudebnye ispolniteli g.', ' kalasynyn zheke sot oryndaushylary', ' k.'],
  person: ['Fizicheskoe litso', 'Zheke tulga'],
  company: ['Yuridicheskoe litso', 'Zandy tulga'],
  firms: ['TOO "Kollektorskoe agentstvo "PRIMER"', 'AO "Obraztsovyi bank"', 'GU "Upravlenie"'],
};

/** The control digit of an ИИН or БИН of eleven digits; `undefined` where none is issued. */
function control(digits) {
  const sum = (first) =>
    [...digits].reduce((sum, digit, at) => sum + Number(digit) * (((at + first) % 11) + 1), 0) % 11;
  const control = sum(0) < 10 ? sum(0) : sum(2);
  return control < 10 ? control : undefined;
}

const two = (number) => String(number).padStart(2, '0');

function makers(seed) {
  const next = random(seed);
  const below = (bound) => Math.floor(next() * bound);
  const among = (list) => list[below(list.length)];
  const numbered = (start) => {
    for (;;) {
      const digits = start() + String(below(10_000)).padStart(4, '0');
      const last = control(digits);
      if (last !== undefined) return digits + last;
    }
  };
  const iin = () =>
    numbered(() => `${two(below(100))}${two(1 + below(12))}${two(1 + below(28))}${3 + below(2)}`);
  const bin = () =>
    numbered(() => `${two(below(25))}${two(1 + below(12))}${4 + below(2)}${below(4)}0`);
  const day = () =>
    `${2015 + below(10)}-${two(1 + below(12))}-${two(1 + below(28))}T00:00:00.000+05:00`;
  return { below, among, iin, bin, day };
}

function record(debtor, words, { below, among, iin, bin, day }) {
  const city = among(words.cities);
  const [bailiffs, ofCity, town] = words.officers;
  const [category, kazakh] = among(words.categories);
  const organ = among(words.organs) + city;
  const person = below(3) > 0;
  const [type, kazakhType] = person ? words.person : words.company;
  return {
    exec_proc: String(10_000_000 + below(90_000_000)),
    exec_proc_num: `${1 + below(9999)}/${two(15 + below(10))}-75-${1000 + below(9000)}`,
    ip_start_date: day(),
    il_date: day(),
    ...debtor,
    il_organ_ru: organ,
    il_organ_kz: organ,
    category_ru: category,
    category_kz: kazakh,
    recovery_amount: `${1 + below(5_000_000)}.${String(below(1000)).padStart(3, '0')}`,
    officer_surname: among(words.surnames),
    officer_name: among(words.names),
    officer_secondname: [among(words.patronymics), city + ofCity, bailiffs + city, city + town],
    disa_name_ru: bailiffs + city,
    disa_department_name_ru: bailiffs + city,
    recoverer_type_ru: type,
    recoverer_type_kz: kazakhType,
    ...(person
      ? {
          recoverer_iin: iin(),
          recoverer_surname: among(words.surnames),
          recoverer_name: among(words.names),
          recoverer_secondname: among(words.patronymics),
        }
      : { recoverer_bin: bin(), recoverer_title: among(words.firms) }),
  };
}

/** An answer of at least so many bytes, and whom it is about. */
export function answer(bytes, { ascii = false, seed = 20261122 } = {}) {
  const words = ascii ? ASCII : CYRILLIC;
  const make = makers(seed);
  const iin = make.iin();
  const debtor = {
    debtor_iin: iin,
    debtor_name: make.among(words.names),
    debtor_secondname: make.among(words.surnames),
  };
  const records = [];
  let length = 2;
  while (length < bytes) {
    const text = JSON.stringify(record(debtor, words, make));
    length += Buffer.byteLength(text) + (records.length && 1);
    records.push(text);
  }
  return { iin, records: records.length, body: Buffer.from(`[${records.join(',')}]`) };
}
