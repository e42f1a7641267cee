import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds: longer than a spec takes on a busy machine. A mutant that makes it never end is no proof. */
const LONGEST = 90_000;

/** Runs specs in a copy and says of each which tests failed, by what. Throws where Jest itself gave no answer. */
export function runSpecs(folder, specs) {
  const answer = join(folder, 'answer.json');
  rmSync(answer, { force: true });
  const { error, stderr } = spawnSync(
    process.execPath,
    [
      ...[
        '--experimental-vm-modules',
        '--disable-warning=ExperimentalWarning',
        'node_modules/jest/bin/jest.js',
      ],
      // What is broken may leave a loop behind that never ends.
      ...[
        '--runInBand',
        '--forceExit',
        '--cacheDirectory',
        join(folder, '.jest'),
        '--json',
        '--outputFile',
        answer,
      ],
      ...['--runTestsByPath', ...specs],
    ],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, FORCE_COLOR: '0' },
      timeout: LONGEST * specs.length,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  if (error) throw new Error(`the specs did not end: ${error.message}`);
  let found;
  try {
    found = JSON.parse(readFileSync(answer, 'utf8'));
  } catch {
    throw new Error(`Jest gave no answer: ${stderr.slice(-2_000)}`);
  }
  return found.testResults.map(({ name, message, assertionResults }) => ({
    spec: name.slice(folder.length + 1),
    /** Why it could not be loaded; undefined where its tests ran. */
    broken: assertionResults.length === 0 ? message : undefined,
    failed: assertionResults.filter(({ status }) => status === 'failed').map(failureOf),
  }));
}

function failureOf({ fullName, failureMessages }) {
  const message = failureMessages.join('\n');
  return { test: fullName, asserted: ASSERTION.test(message), message };
}

/** An `expect` said no, by itself or to a property's counterexample: no crash, and no time that ran out. */
const ASSERTION = /^(?:\[cause\]: )?(?:JestAssertion)?Error: expect[(.]/m;

/**
 * What specs say of a mutant: caught if in every one of them a test failed by an assertion. `by` names these tests, and
 * `why` says what a mutant that is not caught has instead.
 */
export function verdictOf(results, specs) {
  const broken = results.find(({ broken }) => broken !== undefined);
  if (broken)
    return { caught: false, why: `${broken.spec} could not be loaded: ${firstLine(broken.broken)}` };
  const blind = specs.filter(
    (spec) => !results.find((one) => one.spec === spec)?.failed.some(({ asserted }) => asserted),
  );
  const by = results.flatMap(({ failed }) =>
    failed.filter(({ asserted }) => asserted).map(({ test }) => test),
  );
  if (blind.length === 0) return { caught: true, by };
  const other = results.flatMap(({ failed }) => failed).find(({ asserted }) => !asserted);
  const instead = other ? `; "${other.test}" failed, by no assertion: ${firstLine(other.message)}` : '';
  return { caught: false, why: `survived ${blind.join(', ')}${instead}` };
}

function firstLine(text) {
  return text.trim().split('\n')[0];
}
