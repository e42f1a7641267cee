// node deploy/prepare.mjs: what docker-compose.yml needs and nobody else should know. Run again, it changes nothing.
//   .env   of .env.example, with passwords of its own
//   city/  a copy of cities/binh-duong with a gateway `first` that may come from other machines
import { randomBytes, scryptSync } from 'node:crypto';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [root = '.'] = process.argv.slice(2);
const at = (...path) => join(root, ...path);
const say = (line) => process.stdout.write(`${line}\n`);

/** As gateways.yaml keeps it: never the password itself. */
function credentialOf(password) {
  const [n, salt] = [16_384, randomBytes(16)];
  const hash = scryptSync(password, salt, 32, { N: n, r: 8, p: 1 });
  return `scrypt:${n}:${salt.toString('base64')}:${hash.toString('base64')}`;
}

if (existsSync(at('.env'))) {
  say('.env: đã có, giữ nguyên / is there already and stays');
} else {
  const filled = readFileSync(at('.env.example'), 'utf8').replace(
    /^(\w*PASSWORD)=$/gm,
    (_, name) => `${name}=${randomBytes(name === 'WALL_PASSWORD' ? 8 : 16).toString('hex')}`,
  );
  writeFileSync(at('.env'), filled, { mode: 0o600 });
  say('.env: mật khẩu mới, chỉ bạn đọc được / new passwords, readable by you alone');
}

if (existsSync(at('city'))) {
  say('city/: đã có, giữ nguyên / is there already and stays');
} else {
  cpSync(at('cities', 'binh-duong'), at('city'), { recursive: true });
  const password = randomBytes(12).toString('hex');
  const file = at('city', 'gateways.yaml');
  const entry = [
    '  # Made by deploy/prepare.mjs: may come from other machines, and registers sensors by their first reading.',
    '  - id: first',
    '    owner: Cổng đầu tiên / First gateway',
    '    areas: [thu-dau-mot]',
    `    credential: ${credentialOf(password)}`,
    '    autoRegister: true',
    '    ratePerSecond: 500',
    '    loopbackOnly: false',
    '    units: assumed',
    '    simulated: false',
    '',
  ];
  writeFileSync(file, readFileSync(file, 'utf8').replace(/\n?$/, `\n${entry.join('\n')}`));
  // The containers' user is nobody here: it must be able to read what is in it, and nothing in it is secret.
  for (const path of [
    at('city'),
    ...readdirSync(at('city'), { recursive: true }).map((path) => at('city', path)),
  ])
    chmodSync(path, statSync(path).isDirectory() ? 0o755 : 0o644);
  say('city/: bản sao của cities/binh-duong / a copy of cities/binh-duong');
  say(`  cổng / gateway: first · mật khẩu, chỉ hiện một lần / password, shown once: ${password}`);
}
