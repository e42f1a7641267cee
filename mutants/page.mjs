/** docs/mutants.md: every mutant, by promise, with tests that were seen to fail by it. `caught` has their names by mutant. */
export function pageOf(promises, caught) {
  return [
    '# Mutants',
    '',
    `Each promise of the product is broken on purpose, in ${caught.size} ways that could happen to somebody who changes the code, and a test has to notice.`,
    'A mutant replaces one text in one file (`mutants/promises`). `npm run mutants` applies one after the other to a copy of the sources, runs the specs that it names, and counts it as caught',
    'when in each of them a test fails by an assertion: code that does not compile, a crash or a time that ran out proves nothing. One that survives has found a missing test.',
    '',
    '    npm run mutants                                          # all of them',
    '    npm run mutants -- --only watermark-goes-back            # some, by name',
    '    npm run mutants -- --sample 3 --seed 2026-12-01          # a handful: .ci/run takes those of its day',
    '    npm run mutants -- --table                               # all of them, and this page anew',
    '',
    'What whole processes, real servers and drawn schedules notice beyond that: [reliability](reliability.md), [simulation](simulation.md).',
    '',
    ...promises.flatMap(({ says, mutants }) => [
      `## ${says}`,
      '',
      '| mutant | what it does | noticed by |',
      '| --- | --- | --- |',
      ...mutants.map(({ name, says: what }) => `| \`${name}\` | ${what} | ${testsOf(caught.get(name))} |`),
      '',
    ]),
  ].join('\n');
}

function testsOf([first, ...others]) {
  return cell(first) + (others.length > 0 ? ` (and ${others.length} more)` : '');
}

/** The names of tests are not written for a table. */
function cell(text) {
  return text.replace(/[\\|<*_`[]/g, (sign) => `\\${sign}`);
}
