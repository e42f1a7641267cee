import { cpus, loadavg, totalmem } from 'node:os';

export function machine() {
  const [cpu] = cpus();
  const memory = (totalmem() / 1024 ** 3).toFixed(0);
  console.log(
    `${cpus().length} × ${cpu?.model.trim()}, ${memory} GiB, node ${process.version}, ${process.platform}, load ${loadavg()[0].toFixed(2)}`,
  );
}

/** Rows of equal keys as a table; numbers right-aligned. */
export function table(title, rows) {
  console.log(`\n${title}`);
  if (rows.length === 0) return;
  const names = Object.keys(rows[0]);
  const cells = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? '')))];
  const widths = names.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  for (const row of cells) {
    const line = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
    );
    console.log(`  ${line.join('  ')}`.trimEnd());
  }
}

export const whole = (number) => Math.round(number).toLocaleString('en-US');
export const fixed = (number, digits = 1) => (Number.isFinite(number) ? number.toFixed(digits) : '–');
