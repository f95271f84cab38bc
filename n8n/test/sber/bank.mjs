// What of Sber the sandbox does not simulate: the page where a person signs in, and that a code is good
// for one redirect URI only. Everything else is the sandbox's answer, byte for byte.
import { once } from 'node:events';
import { createServer } from 'node:http';

/** The redirect URI that the sandbox's client has registered. */
const REGISTERED = 'https://spravka.example/callback';

export class Bank {
	static async start(sandbox) {
		const bank = new Bank(sandbox);
		bank.server = createServer((asked, answer) => {
			bank.answer(asked, answer).catch((error) => answer.writeHead(599).end(String(error)));
		}).listen(0, '127.0.0.1');
		await once(bank.server, 'listening');
		bank.origin = `http://127.0.0.1:${bank.server.address().port}`;
		return bank;
	}

	constructor(sandbox) {
		this.sandbox = sandbox;
		/** The sign-ins that were asked for, as URLSearchParams. */
		this.signIns = [];
		/** The forms that the token endpoint was sent. */
		this.tokens = [];
		/** The access tokens that client-info was asked with. */
		this.reads = [];
		/** Access tokens whose hour is over. */
		this.expired = new Set();
		/** Whether refresh tokens are over. */
		this.refuses = false;
	}

	async answer(asked, answer) {
		const { pathname, searchParams } = new URL(asked.url, this.origin);
		const body = Buffer.concat(await asked.toArray());
		if (pathname === '/ic/sso/api/v2/oauth/authorize') {
			this.signIns.push(searchParams);
			const back = new URL(searchParams.get('redirect_uri'));
			back.searchParams.set('code', this.sandbox.secrets.SBER_AUTHORIZATION_CODE);
			back.searchParams.set('state', searchParams.get('state'));
			answer.writeHead(302, { location: back.href }).end();
			return;
		}
		const { method } = asked;
		const { host, connection, 'content-length': length, ...headers } = asked.headers;
		const sent = { method, headers, redirect: 'manual' };
		if (pathname === '/ic/sso/api/v2/oauth/token') {
			sent.body = this.registered(new URLSearchParams(body.toString())).toString();
		} else {
			sent.headers.authorization = this.presented(headers.authorization);
		}
		const came = await fetch(`${this.sandbox.origin}${asked.url}`, sent);
		const kept = [...came.headers].filter(([name]) => name !== 'connection');
		answer.writeHead(came.status, kept).end(Buffer.from(await came.arrayBuffer()));
	}

	registered(form) {
		this.tokens.push(new URLSearchParams(form));
		if (this.refuses) form.set('refresh_token', 'over');
		const given = form.get('redirect_uri');
		if (given && given === this.signIns.at(-1)?.get('redirect_uri')) {
			form.set('redirect_uri', REGISTERED);
		}
		return form;
	}

	/** An expired token is to the sandbox one that it has never issued. */
	presented(header = '') {
		const token = header.replace(/^Bearer /, '');
		this.reads.push(token);
		return this.expired.has(token) ? 'Bearer 00000000-0000-4000-8000-0000000e0000-1' : header;
	}

	/** From now on every access token that was ever presented has expired. */
	expire() {
		this.reads.forEach((token) => this.expired.add(token));
		this.reads = [];
		this.tokens = [];
	}

	stop() {
		this.server.closeAllConnections();
		this.server.close();
	}
}
