// Builds the product into dist/: the list of domains, every app and library with Nest's compiler, then the walls with Vite.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const run = (command, args) => {
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: false });
  if (status !== 0) process.exit(status ?? 1);
};

const started = Date.now();
run(process.execPath, ['scripts/domains.mjs']);
run(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build']);
run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'apps/wall', '--logLevel', 'warn']);
writeFileSync('dist/built', `${new Date().toISOString()}\n`);
console.log(`built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
