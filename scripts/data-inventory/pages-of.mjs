const DAY = 86_400_000;

/** Why a topic is kept at all. */
const WHY = {
  readings: 'windows, rules, history and corrections by late data',
  incidents: 'alerts, and what happened when',
  dossiers: 'whether procedures are done on time',
  rejected: 'to tell gateways what to mend, and to replay it',
  windows: 'figures of sensors and areas, and their corrections',
  late: 'which windows late readings touch',
  alerts: 'the state of every alert, to go on after a restart',
  commands: 'who did what to an alert',
  registry: 'sensors that registered themselves, and values of figures that were entered by hand',
};

/** What a field of free text or of a name holds, where its schema does not say. */
const NOTES = {
  dossier: 'the code of a file, which stands for whoever handed it in; no applicant',
  text: 'at most 200 characters; numbers of persons are masked at the door',
  bytes: 'the refused message, never one with a person’s data',
  value: 'the value at fault, never one of a person’s',
  note: 'what staff wrote, or the masked text of an incident',
};

/** The page, from what the product itself validates with: topics, the schemas of their records, the metrics of the domains. */
export function inventoryOf({ topics, shapes, domains }) {
  const lines = ['# Data inventory', '', INTRODUCTION, ''];
  for (const [id, { name, kept }] of Object.entries(topics)) {
    lines.push(`## \`${name}\``, '', `Kept ${keptOf(kept)}. Why: ${WHY[id] ?? 'unknown'}.`, '');
    const fields = shapes[id] ? fieldsOf(shapes[id]) : [];
    if (fields.length === 0) continue;
    lines.push('| field | type | holds | of a person |', '| --- | --- | --- | --- |');
    for (const { path, type, about } of fields) {
      const person = STAFF.has(path.split('.').at(-1)) ? 'the name of a member of staff' : 'never';
      lines.push(`| \`${path}\` | ${type} | ${about} | ${person} |`);
    }
    lines.push('');
  }
  lines.push('## Metrics', '', '`values` of a reading has these names and no other.', '');
  lines.push(
    '| domain | metric | unit | range | holds | of a person |',
    '| --- | --- | --- | --- | --- | --- |',
  );
  for (const { name: domain, metrics } of domains) {
    for (const { name, unit, min, max, title } of metrics) {
      lines.push(`| ${domain} | \`${name}\` | ${unit || '–'} | ${min} … ${max} | ${title.en} | never |`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** The only persons of the product: its own users, as the console was told. */
const STAFF = new Set(['who', 'acknowledgedBy', 'by', 'owner']);

const INTRODUCTION = `What is kept, on which topic of the log, how long and why. Written by \`node scripts/data-inventory.mjs\` from the schemas that validate, and checked by a spec;
nobody edits it. The store holds the readings and windows of their topics for the times of \`retention\` in \`city.yaml\`. Citizens are not in it: such messages are
refused at the door ([ADR 17](adr/0017-privacy-at-the-door.md)). Staff who act on alerts or enter figures are named as they were told.`;

function keptOf(kept) {
  return kept === 'compacted' ? 'compacted: the newest record of each key' : `${kept.retention / DAY} days`;
}

function fieldsOf(schema, prefix = '') {
  if (schema.anyOf && !schema.properties) return schema.anyOf.flatMap((one) => fieldsOf(one, prefix));
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = prefix + name;
    const item = field.type === 'array' && field.items?.properties ? field.items : field;
    const inner = item.properties ? fieldsOf(item, item === field ? `${path}.` : `${path}[].`) : [];
    if (inner.length > 0) return inner;
    return [{ path, type: typeOf(field), about: field.description ?? NOTES[name] ?? '–' }];
  });
}

function typeOf(field) {
  if (field.const !== undefined) return `\`${field.const}\``;
  if (field.anyOf) return [...new Set(field.anyOf.map(typeOf))].join(' or ');
  if (field.patternProperties) return 'numbers by name';
  if (field.type === 'array')
    return field.items && !Array.isArray(field.items) ? `list of ${typeOf(field.items)}` : 'list';
  return field.type ?? 'any';
}
