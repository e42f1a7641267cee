/** Ends a run with what was skipped and why: a suite says its reason in the name of its one skipped test. */
export default class Skips {
  onRunComplete(
    _contexts,
    { testResults, numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites },
  ) {
    const skipped = testResults.flatMap(({ testResults: tests }) =>
      tests.filter(({ status }) => status === 'pending'),
    );
    for (const { fullName } of skipped) process.stdout.write(`skipped: ${fullName}\n`);
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    process.stdout.write(
      `${numPassedTests} passed, ${failed} failed${numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''}\n`,
    );
  }
}
