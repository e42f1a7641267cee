// npm test: builds what the whole-pipeline tests run, then every suite; arguments go to Jest.
import { spawnSync } from 'node:child_process';

const whole = process.argv.length === 2;
const environment = {
  ...process.env,
  NODE_OPTIONS:
    `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim(),
};
const run = (args, env) => spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1;

if (whole && run(['scripts/build.mjs'], process.env) !== 0) process.exit(1);
process.exit(run(['node_modules/jest/bin/jest.js', ...process.argv.slice(2)], environment));
