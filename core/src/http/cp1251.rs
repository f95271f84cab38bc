//! windows-1251, the one legacy encoding that Russian providers still declare.

/// Code points of the bytes 0x80 to 0xFF (WHATWG Encoding Standard, index windows-1251).
const UPPER: [char; 128] = [
    'Ђ', 'Ѓ', '‚', 'ѓ', '„', '…', '†', '‡', '€', '‰', 'Љ', '‹', 'Њ', 'Ќ', 'Ћ', 'Џ', 'ђ', '‘', '’',
    '“', '”', '•', '–', '—', '\u{98}', '™', 'љ', '›', 'њ', 'ќ', 'ћ', 'џ', '\u{a0}', 'Ў', 'ў', 'Ј',
    '¤', 'Ґ', '¦', '§', 'Ё', '©', 'Є', '«', '¬', '\u{ad}', '®', 'Ї', '°', '±', 'І', 'і', 'ґ', 'µ',
    '¶', '·', 'ё', '№', 'є', '»', 'ј', 'Ѕ', 'ѕ', 'ї', 'А', 'Б', 'В', 'Г', 'Д', 'Е', 'Ж', 'З', 'И',
    'Й', 'К', 'Л', 'М', 'Н', 'О', 'П', 'Р', 'С', 'Т', 'У', 'Ф', 'Х', 'Ц', 'Ч', 'Ш', 'Щ', 'Ъ', 'Ы',
    'Ь', 'Э', 'Ю', 'Я', 'а', 'б', 'в', 'г', 'д', 'е', 'ж', 'з', 'и', 'й', 'к', 'л', 'м', 'н', 'о',
    'п', 'р', 'с', 'т', 'у', 'ф', 'х', 'ц', 'ч', 'ш', 'щ', 'ъ', 'ы', 'ь', 'э', 'ю', 'я',
];

pub(crate) fn decode(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| match byte.checked_sub(0x80) {
            None => char::from(*byte),
            Some(upper) => UPPER.get(usize::from(upper)).copied().unwrap_or('\u{fffd}'),
        })
        .collect()
}

/// Whether a `Content-Type` declares windows-1251.
pub(crate) fn is_declared(content_type: &str) -> bool {
    content_type.split(';').skip(1).any(|parameter| {
        parameter.split_once('=').is_some_and(|(name, value)| {
            let value = value.trim().trim_matches('"');
            name.trim().eq_ignore_ascii_case("charset")
                && (value.eq_ignore_ascii_case("windows-1251")
                    || value.eq_ignore_ascii_case("cp1251"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_bytes() {
        assert_eq!(decode(b"\xcf\xf0\xe8\xec\xe5\xf0 \xb9 1 \xa8\xb8\xff\xc0"), "Пример № 1 ЁёяА");
        assert_eq!(decode(b"\x98"), "\u{98}");
    }

    #[test]
    fn declarations() {
        for declared in ["application/json; charset=windows-1251", "text/html;Charset=\"CP1251\""] {
            assert!(is_declared(declared), "{declared}");
        }
        for other in ["application/json", "text/plain; charset=utf-8", "windows-1251"] {
            assert!(!is_declared(other), "{other}");
        }
    }
}
