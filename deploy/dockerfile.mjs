// What is needed of a Dockerfile: its stages, each with what it stands on and its steps.

const STEPS = ['WORKDIR', 'ENV', 'USER', 'COPY', 'RUN', 'ENTRYPOINT', 'CMD'];
const WORDS = [...STEPS, 'LABEL', 'STOPSIGNAL', 'HEALTHCHECK', 'EXPOSE', 'VOLUME', 'ARG'];

/**
 * @param {string} text
 * @returns {{ name: string, from: string, steps: { word: string, args: string[] }[] }[]}
 */
export function readDockerfile(text) {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const values = new Map();
  const stages = [];
  for (const line of lines) {
    const [word, ...args] = line.trim().split(/\s+/);
    if (word === 'FROM') {
      const from = args[0].replace(/\$\{(\w+)\}/g, (_, name) => values.get(name) ?? '');
      stages.push({ name: args[1] === 'AS' ? args[2] : 'image', from, steps: [] });
    } else if (word === 'ARG' && stages.length === 0) {
      const [name, value] = args[0].split('=');
      values.set(name, value);
    } else if (!WORDS.includes(word)) {
      throw new Error(`Dockerfile: ${word} is not known here`);
    } else if (STEPS.includes(word)) {
      stages.at(-1).steps.push({ word, args });
    }
  }
  return stages;
}
