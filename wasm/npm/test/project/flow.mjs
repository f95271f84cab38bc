import * as spravka from 'spravka';
import { overHttp, scenario } from './scenario.mjs';

const origin = process.argv[2];
await scenario(spravka, origin ? overHttp(spravka, origin) : spravka.sandbox());
console.log('played');
