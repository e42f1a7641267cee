// npm start: builds what is missing or older than its sources, then runs the city with its simulator.
import { spawn } from 'node:child_process';
import { ensureBuilt } from './built.mjs';

ensureBuilt();
const city = spawn(process.execPath, ['bin/toancanh.js', 'city', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { TOANCANH_SIMULATE: '1', ...process.env },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => city.kill(signal));
city.on('exit', (code) => process.exit(code ?? 1));
