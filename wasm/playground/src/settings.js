// What the reader has chosen: language and theme. Kept in this browser where it lets us.

const USUAL = {
  language: () => (navigator.languages.some((name) => /^(ru|kk|be|uk)\b/.test(name)) ? 'ru' : 'en'),
  theme: () => 'auto',
};
const chosen = {};

export function preferred(name) {
  try {
    return chosen[name] ?? localStorage.getItem(`spravka.${name}`) ?? USUAL[name]();
  } catch {
    return USUAL[name]();
  }
}

export function remember(name, value) {
  chosen[name] = value;
  try {
    localStorage.setItem(`spravka.${name}`, value);
  } catch {
    // A page that may keep nothing forgets it when it is closed.
  }
}
