import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Longer than any of the specs takes on a busy machine; a mutant that never ends is no proof. */
const LONGEST = 180_000;

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
      ...['--runInBand', '--cacheDirectory', join(folder, '.jest'), '--json', '--outputFile', answer],
      ...['--runTestsByPath', ...specs],
    ],
    {
      cwd: folder,
      encoding: 'utf8',
      timeout: LONGEST,
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

function failureOf({ fullName, failureDetails, failureMessages }) {
  return { test: fullName, asserted: failureDetails.some(isAssertion), message: failureMessages[0] ?? '' };
}

/** Whether an `expect` said no, alone or for a property's counterexample; not a crash and not a time that ran out. */
function isAssertion(detail) {
  if (detail === null || typeof detail !== 'object') return false;
  return 'matcherResult' in detail || isAssertion(detail.cause) || isAssertion(detail.error);
}

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
