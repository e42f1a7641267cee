/**
 * Sensor and metric in a SenML name (RFC 8428 4.5.1: base name and name, put together). With a base name and a plain name
 * they are just that, `urn:dev:ow:10e2073a:` + `temperature`; else the metric is what follows the last `/` or `:`.
 */
export function splitName(base: string, name: string): { sensor: string; metric: string } | undefined {
  if (base !== '' && name !== '' && !/[/:]/.test(name)) {
    return { sensor: base.replace(/[/:]$/, ''), metric: name };
  }
  const whole = base + name;
  const cut = Math.max(whole.lastIndexOf('/'), whole.lastIndexOf(':'));
  if (cut <= 0 || cut === whole.length - 1) return undefined;
  return { sensor: whole.slice(0, cut), metric: whole.slice(cut + 1) };
}
