//! Latin letters that people type for the Cyrillic ones that look the same.

/// Latin capitals with their Cyrillic twins: the twelve letters of number plates (ГОСТ Р 50577).
const TWINS: [(char, char); 12] = [
    ('A', 'А'),
    ('B', 'В'),
    ('E', 'Е'),
    ('K', 'К'),
    ('M', 'М'),
    ('H', 'Н'),
    ('O', 'О'),
    ('P', 'Р'),
    ('C', 'С'),
    ('T', 'Т'),
    ('Y', 'У'),
    ('X', 'Х'),
];

/// `text` with its Russian letters in capitals and Latin twins made Cyrillic, and whether there
/// were such twins. Everything else is left for the caller to refuse.
pub(super) fn to_cyrillic(text: &str) -> (String, bool) {
    let mut met_twin = false;
    let cyrillic = text
        .chars()
        .map(|letter| match letter {
            'а'..='я' | 'ё' => letter.to_uppercase().next().unwrap_or(letter),
            _ => match twin(letter.to_ascii_uppercase()) {
                Some(cyrillic) => {
                    met_twin = true;
                    cyrillic
                }
                None => letter,
            },
        })
        .collect();
    (cyrillic, met_twin)
}

pub(super) fn has_twin(cyrillic: char) -> bool {
    TWINS.iter().any(|(_, twin)| *twin == cyrillic)
}

fn twin(latin: char) -> Option<char> {
    TWINS.iter().find(|(twin, _)| *twin == latin).map(|(_, cyrillic)| *cyrillic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_letters_and_no_more() {
        let latin: String = ('A'..='Z').filter(|letter| twin(*letter).is_some()).collect();
        assert_eq!(latin, "ABCEHKMOPTXY");
        assert_eq!(to_cyrillic("ABEKMHOPCTYX"), ("АВЕКМНОРСТУХ".to_owned(), true));
        assert_eq!(to_cyrillic("abekmhopctyx"), ("АВЕКМНОРСТУХ".to_owned(), true));
        assert_eq!(to_cyrillic("авекмнорстухё"), ("АВЕКМНОРСТУХЁ".to_owned(), false));
        assert!(TWINS.iter().all(|(latin, cyrillic)| latin.is_ascii() && !cyrillic.is_ascii()));
    }

    #[test]
    fn the_rest_is_left() {
        // Among them letters that capitalise into the alphabet from outside of it.
        for text in ["", "0123 №", "Dd", "Ii", "ᲀ", "ı", "ſ", "Ａ", "Α", "\u{0}"] {
            assert_eq!(to_cyrillic(text), (text.to_owned(), false), "{text}");
        }
    }
}
