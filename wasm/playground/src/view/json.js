// A document as it is, with a button that copies it.

import { h } from '../dom.js';
import { t } from '../locale.js';
import { announce } from './live.js';

/** `text`: a name for the region that scrolls. */
export function code(content, text) {
  return h(
    'div.document',
    copy(typeof content === 'string' ? content : content.textContent),
    h(
      'pre',
      { tabindex: 0, role: 'group', 'aria-label': text },
      h('code', { lang: 'en', translate: 'no' }, content),
    ),
  );
}

export const json = (value, text) => code(JSON.stringify(value, null, 2), text);

/** JSON with its lines, and its digits as they were sent; any other text as it is. */
export function indented(text) {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  let depth = 0;
  const line = () => `\n${'  '.repeat(depth)}`;
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g);
  return tokens
    .map((token, index) => {
      const isEmpty = '}]'.includes(tokens[index + 1]) && '{['.includes(token);
      if ('{['.includes(token)) {
        depth += 1;
        return isEmpty ? token : token + line();
      }
      if ('}]'.includes(token)) {
        depth -= 1;
        return '{['.includes(tokens[index - 1]) ? token : line() + token;
      }
      return token === ',' ? token + line() : token === ':' ? ': ' : token;
    })
    .join('');
}

function copy(content) {
  const button = h(
    'button.quiet.copy',
    {
      type: 'button',
      onclick: async () => {
        try {
          await navigator.clipboard.writeText(content);
          announce(t('json.copied'));
          button.textContent = t('json.copied');
        } catch {
          announce(t('json.not_copied'));
          button.textContent = t('json.not_copied');
        }
      },
    },
    t('json.copy'),
  );
  return button;
}

/** Opened only when somebody wants to see it: a page holds many documents. */
export function folded(summary, make) {
  const details = h(
    'details.folded',
    {
      ontoggle: () => {
        if (details.open && details.childElementCount === 1) {
          details.append(...[make()].flat());
        }
      },
    },
    h('summary', summary),
  );
  return details;
}
