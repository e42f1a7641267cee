import type { RunningApp, Settings } from '@toancanh/runtime';

/** Tells the person at the terminal where to look and what to try first. */
export function announce({ http, parts }: RunningApp, settings: Settings): void {
  const base = `http://${http.host}:${http.port}`;
  const lines = [
    '',
    `  ${parts.city.name.vi} — ${parts.city.name.en}`,
    '',
    `  Màn hình / wall     ${base}/wall/province`,
    `  Bàn trực / console  ${base}/console`,
    `  API                 ${base}/api/openapi.json`,
    ...(settings.mqtt ? [`  MQTT                mqtt://${settings.mqtt.host}:${settings.mqtt.port}`] : []),
    '',
    settings.simulate
      ? '  Dữ liệu mô phỏng, có ghi rõ trên màn hình. / Simulated data, and the screens say so.'
      : '  Chờ cổng cảm biến gửi dữ liệu. / Waiting for gateways to publish.',
    '',
  ];
  process.stdout.write(lines.join('\n') + '\n');
}
