import tseslint from 'typescript-eslint';

/** The rooms of libs/, in the order of the data: each may import only from those above it. */
const libs = [
  'events',
  'regions',
  'windows',
  'rules',
  'figures',
  'domains',
  'privacy',
  'log',
  'store',
  'access',
  'runtime',
  'client',
];
const pure = ['regions', 'windows', 'rules', 'figures', 'domains', 'privacy'];
const apps = ['intake', 'aggregator', 'alerter', 'archiver', 'live', 'wall', 'cli'];

const importsOf = (lib) => {
  const below = libs.slice(libs.indexOf(lib));
  return [
    {
      group: below.flatMap((name) => [`@toancanh/${name}`, `@toancanh/${name}/*`]),
      message: `libs/${lib} imports only from the rooms above it: ${libs.slice(0, libs.indexOf(lib)).join(', ') || 'none'}`,
    },
    { group: ['**/apps/**'], message: 'a library never imports an app' },
  ];
};

const io = [
  {
    group: ['node:*', 'fs', 'path', 'os', 'crypto', '@nestjs/*', 'rxjs', 'rxjs/*'],
    message: 'this room is pure: no Nest, no I/O, no Node built-ins',
  },
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'data', 'coverage', '.cache'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-extraneous-class': 'off',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['apps/**/*.ts', 'libs/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    ignores: ['apps/wall/**'],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
    },
  },
  { files: ['**/*.config.ts', '**/*.config.mjs'], rules: { 'no-restricted-exports': 'off' } },
  ...libs.map((lib) => ({
    files: [`libs/${lib}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [...importsOf(lib), ...(pure.includes(lib) ? io : [])] },
      ],
    },
  })),
  {
    files: pure.map((lib) => `libs/${lib}/src/**/*.ts`),
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'Buffer',
        'fetch',
        'performance',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'time is an argument here' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'time is an argument here',
        },
      ],
    },
  },
  ...apps.map((app) => ({
    files: [`apps/${app}/**/*.ts`, `apps/${app}/**/*.tsx`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `(^|/)apps/|^\\.\\./\\.\\./(${[...apps, 'city'].join('|')})/`,
              message: 'apps import libraries, never each other',
            },
          ],
        },
      ],
    },
  })),
);
