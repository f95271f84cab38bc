/**
 * SpectrumData's token, which nobody issues: a client makes it of its login, its password and its
 * clock. Source: `AuthToken` of the public client avtocod/b2b-api-php, and its test vector.
 */
import { createHash } from 'crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** In seconds, as the public client has it. */
const AGE = 172_800;
/** The provider's clock may be behind. */
const BACK = 60;

/** `login`: `user@domain`. `stamp`: Unix time in seconds. */
export function arRestToken(
	login: string,
	password: string,
	stamp = Math.floor(Date.now() / 1000) - BACK,
	age = AGE,
): string {
	const hash = md5(`${stamp}:${age}:${md5(password)}`);
	return Buffer.from(`${login}:${stamp}:${age}:${hash}`).toString('base64');
}

/** What the core gets of a credential. */
export function arRestSecrets({
	login,
	password,
}: ICredentialDataDecryptedObject): Record<string, string> {
	return { 'spectrum_data.token': arRestToken(String(login ?? ''), String(password ?? '')) };
}

function md5(text: string): string {
	return createHash('md5').update(text).digest('base64');
}
