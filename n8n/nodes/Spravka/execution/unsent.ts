/** Why this host does not send a request: errors of its own, with codes of the core's list. */
import type { SpravkaError } from './protocol';

/** The members that tell why; what happened before, the core knows. */
export type Reason = Pick<
	SpravkaError,
	'code' | 'class' | 'message' | 'message_ru' | 'hint_ru' | 'next'
> & { retry_at?: string };

export const budgetExceeded: Reason = {
	code: 'budget_exceeded',
	class: 'balance',
	message: 'the request would exceed the budget',
	message_ru: 'запрос превысил бы бюджет',
	hint_ru: 'Запрос не отправлен. Увеличьте «Maximum Spend» и запустите остаток списка.',
	next: { action: 'fix_input' },
};

export const priceUnknown: Reason = {
	code: 'price_unknown',
	class: 'invalid_input',
	message: 'the price of a paid request is not known, and there is a budget',
	message_ru: 'цена платного запроса неизвестна, а бюджет задан',
	hint_ru: 'Запрос не отправлен. Задайте цену запроса в «Prices».',
	next: { action: 'fix_input' },
};

/** `retryAt`: as RFC 3339. */
export function tooEarly(retryAt: string): Reason {
	return {
		code: 'rate_limited',
		class: 'rate_limited',
		message: 'too many requests',
		message_ru: 'слишком много запросов',
		hint_ru: 'Запрос не отправлен. Повторите не раньше retry_at или увеличьте «Maximum Wait».',
		retry_at: retryAt,
		next: { action: 'retry_later' },
	};
}
