const spravka = require('spravka');

const origin = process.argv[2];
import('./scenario.mjs').then(async ({ overHttp, scenario }) => {
  await scenario(spravka, origin ? overHttp(spravka, origin) : spravka.sandbox());
  console.log('played');
});
