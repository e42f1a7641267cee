import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: '/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: {
    alias: [{ find: /^@toancanh\/([^/]+)$/, replacement: here('../../libs') + '/$1/src/index.ts' }],
  },
  build: {
    outDir: here('../../dist/wall'),
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows files of this origin only, so nothing becomes a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rolldownOptions: {
      input: { index: here('index.html'), wall: here('wall.html'), console: here('console.html') },
      treeshake: {
        // The libraries declare and compute, nothing more: what a page does not use of them stays out of its bundle.
        moduleSideEffects: (id) => !id.includes('/libs/'),
      },
    },
  },
});
