/** Amounts that a user writes: exact, with their currency. */

/** In millionths, by currency. */
export type Purse = Map<string, bigint>;

/** In millionths. */
export interface Price {
	amount: bigint;
	currency: string;
}

const WRITTEN = /^(\d{1,15})(?:[.,](\d{1,6}))?\s*([A-Z]{3})$/;

/** `0.75 RUB`; undefined where it is not that. */
export function amountOf(text: string): Price | undefined {
	const written = WRITTEN.exec(text.trim());
	if (written === null) {
		return undefined;
	}
	const [, whole, fraction = '', currency] = written;
	return { amount: millionths(whole, fraction), currency };
}

/** `500 RUB` or `500 RUB, 10000 KZT`; undefined where it is not that. */
export function purse(text: string): Purse | undefined {
	const purse: Purse = new Map();
	for (const part of text.split(/[;,]\s+|;/)) {
		const price = amountOf(part);
		if (price === undefined) {
			return undefined;
		}
		purse.set(price.currency, (purse.get(price.currency) ?? 0n) + price.amount);
	}
	return purse;
}

/** Of a decimal string that is not negative; undefined where it is not one. */
export function exact(amount: string): bigint | undefined {
	const written = /^(\d+)(?:\.(\d{1,6}))?$/.exec(amount);
	return written === null ? undefined : millionths(written[1], written[2] ?? '');
}

function millionths(whole: string, fraction: string): bigint {
	return BigInt(whole + fraction.padEnd(6, '0'));
}
