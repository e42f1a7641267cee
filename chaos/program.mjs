import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';

/** Runs a program to its end and gives what it printed; `into` is a file for its output. Throws where it fails. */
export async function runProgram(command, args, { into, allowed = [0] } = {}) {
  const out = into === undefined ? 'pipe' : openSync(into, 'w');
  const child = spawn(command, args, { stdio: ['ignore', out, 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const [code] = await once(child, 'close');
  if (!allowed.includes(code)) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${stderr}`);
  return { code, stdout, stderr };
}
