// How often a provider is asked, and for how much, without any provider and without waiting.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { built } from './built.mjs';

const { Departures } = built('nodes/Spravka/execution/departures');
const { purse, amountOf, exact } = built('nodes/Spravka/execution/money');

const limits = [
	{ requests: 2, per_seconds: 10 },
	{ requests: 3, per_seconds: 100, operations: ['fssp.search_ip'] },
];
const request = { provider: 'fssp', effect: 'quota' };
const state = { operation: 'fssp.search_ip' };
const paid = {
	provider: 'kz_info',
	effect: 'paid_read',
	estimate: { amount: '50', currency: 'KZT' },
};
const done = (charged) => ({ step: 'done', output: {}, meta: charged ? { charged } : {} });
const fail = (action, more = {}) => ({
	step: 'fail',
	error: { code: 'x', class: 'y', next: { action }, ...more },
	meta: {},
});

function departures(terms = {}) {
	const clock = { at: 0, now: () => clock.at, sleep: async (ms) => Boolean((clock.at += ms)) };
	const providers = new Map([['fssp', { name: 'fssp', limits }]]);
	const all = { providers, prices: new Map(), maxWaitMs: 1e6, ...terms };
	return { clock, rules: new Departures(all, clock) };
}

test('a limit counts from the answer', async () => {
	const { clock, rules } = departures();
	for (const leaves of [0, 1_000, 11_000, 101_000]) {
		const ticket = await rules.leave(request, state);
		assert.equal(clock.at, leaves);
		clock.at += 1_000;
		rules.arrived(ticket, done());
	}
});

test('polls of a task are not counted', async () => {
	const { clock, rules } = departures();
	for (let count = 0; count < 9; count += 1) {
		rules.arrived(await rules.leave(request, { ...state, task: { id: '1' } }), done());
	}
	assert.equal(clock.at, 0);
});

test('who would wait too long is told when to come again', async () => {
	const { rules } = departures({ maxWaitMs: 5_000 });
	rules.arrived(await rules.leave(request, state), done());
	rules.arrived(await rules.leave(request, state), done());
	const { code, retry_at } = await rules.leave(request, state);
	assert.deepEqual([code, retry_at], ['rate_limited', '1970-01-01T00:00:10.000Z']);
});

test('who is cancelled waits no longer', async () => {
	const { clock, rules } = departures();
	clock.sleep = async () => false;
	rules.arrived(await rules.leave(request, state), done());
	rules.arrived(await rules.leave(request, state), done());
	assert.equal((await rules.leave(request, state)).code, 'rate_limited');
});

test('a request under way counts', async () => {
	const { clock, rules } = departures({ maxWaitMs: 100 });
	await rules.leave(request, state);
	const second = await rules.leave(request, state);
	const third = rules.leave(request, state);
	await Promise.resolve();
	clock.at += 60;
	rules.arrived(second, done());
	assert.equal((await third).code, 'rate_limited');
});

test('a provider that asks for a pause gets it from all', async () => {
	const { clock, rules } = departures();
	const until = '1970-01-01T00:01:00.000Z';
	rules.arrived(await rules.leave(request, state), {
		step: 'wait',
		scope: 'provider',
		until,
		state,
	});
	await rules.leave(request, state);
	assert.equal(clock.at, 60_000);
});

test('after a refusal of the account the provider is left alone', async () => {
	for (const refusal of [
		fail('fix_credentials'),
		fail('top_up'),
		fail('x', { class: 'blocked' }),
	]) {
		const { rules } = departures();
		rules.arrived(await rules.leave(request, state), refusal);
		assert.equal((await rules.leave(request, state)).code, 'x');
		assert.equal('code' in (await rules.leave(paid, state)), false, 'others are asked');
	}
	const { rules } = departures();
	rules.arrived(await rules.leave(request, state), fail('retry_later'));
	rules.arrived(
		await rules.leave(request, state),
		fail('fix_credentials', { code: 'missing_secret' }),
	);
	assert.equal('code' in (await rules.leave(request, state)), false);
});

test('nothing is sent beyond the budget', async () => {
	const { rules } = departures({ budget: purse('120 KZT, 1 RUB') });
	rules.arrived(await rules.leave(paid, state), done({ status: 'yes' }));
	rules.arrived(await rules.leave(paid, state), done({ status: 'no' }));
	rules.arrived(await rules.leave(paid, state), done({ status: 'maybe' }));
	assert.equal((await rules.leave(paid, state)).code, 'budget_exceeded');
	const inRoubles = { ...paid, estimate: { amount: '1.000001', currency: 'RUB' } };
	assert.equal((await rules.leave(inRoubles, state)).code, 'budget_exceeded');
	const free = { ...paid, effect: 'read' };
	assert.equal('code' in (await rules.leave(free, state)), false);
});

test('two at once do not spend the same money', async () => {
	const { rules } = departures({ budget: purse('50 KZT') });
	const both = await Promise.all([rules.leave(paid, state), rules.leave(paid, state)]);
	assert.deepEqual(
		both.map(({ code }) => code),
		[undefined, 'budget_exceeded'],
	);
});

test('what a provider says of its price counts', async () => {
	const { rules } = departures({ budget: purse('100 KZT') });
	const charged = { status: 'yes', amount: '99.5', currency: 'KZT' };
	rules.arrived(await rules.leave(paid, state), done(charged));
	assert.equal((await rules.leave(paid, state)).code, 'budget_exceeded');
});

test('without a price there is no paying by a budget', async () => {
	const unknown = { ...paid, estimate: undefined };
	const { rules } = departures({ budget: purse('100 KZT') });
	assert.equal((await rules.leave(unknown, state)).code, 'price_unknown');
	assert.equal('code' in (await departures().rules.leave(unknown, state)), false);
	const prices = new Map([[state.operation, amountOf('60 KZT')]]);
	const priced = departures({ budget: purse('100 KZT'), prices }).rules;
	priced.arrived(await priced.leave(unknown, state), done());
	const poll = { ...unknown, effect: 'read' };
	priced.arrived(await priced.leave(poll, { ...state, task: { id: '1' } }), done());
	assert.equal((await priced.leave(unknown, state)).code, 'budget_exceeded');
});

test('amounts as people write them', () => {
	assert.deepEqual(purse('500RUB'), new Map([['RUB', 500_000_000n]]));
	assert.deepEqual(
		purse('0,75 RUB; 10 KZT'),
		new Map([
			['RUB', 750_000n],
			['KZT', 10_000_000n],
		]),
	);
	for (const text of ['500', 'RUB', '-1 RUB', '1e3 RUB', '1 rub', '1.0000001 RUB']) {
		assert.equal(purse(text), undefined, text);
	}
	assert.equal(exact('12.5'), 12_500_000n);
	assert.equal(exact('-1'), undefined);
});
