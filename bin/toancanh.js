#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = new URL('../dist/apps/cli/src/main.js', import.meta.url);

if (existsSync(fileURLToPath(program))) {
  process.setSourceMapsEnabled(true);
  await import(program.href);
} else {
  process.stderr.write(
    'Chưa dựng sản phẩm: hãy chạy `npm run build` trong thư mục của Toàn Cảnh.\n' +
      'The product is not built: run `npm run build` in the folder of Toàn Cảnh.\n',
  );
  process.exitCode = 1;
}
