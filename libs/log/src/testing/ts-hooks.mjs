import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

/** Module hooks by which plain Node runs this repository's TypeScript, for child processes of tests. */
const libs = new URL('../../../', import.meta.url);

export async function resolve(specifier, context, next) {
  const own = /^@toancanh\/([^/]+)(\/testing)?$/.exec(specifier);
  if (own) return next(new URL(`${own[1]}/src/${own[2] ? 'testing/' : ''}index.ts`, libs).href, context);
  const relative = /^(\.{1,2}\/.*)\.js$/.exec(specifier);
  if (relative && context.parentURL?.endsWith('.ts')) return next(`${relative[1]}.ts`, context);
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), {
    filename,
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      target: 'es2022',
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  });
  return { format: 'module', source: code, shortCircuit: true };
}
