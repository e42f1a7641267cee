import { SettingsError } from '@toancanh/runtime';
import { clientIdOf, parseBrokerAddress } from './broker-address.js';

describe('parseBrokerAddress', () => {
  it.each([
    { text: 'mqtt://b', is: { protocol: 'mqtt', host: 'b', port: 1883, shown: 'mqtt://b:1883' } },
    { text: 'mqtts://b', is: { protocol: 'mqtts', host: 'b', port: 8883, shown: 'mqtts://b:8883' } },
    {
      text: 'mqtt://[::1]:2883',
      is: { protocol: 'mqtt', host: '::1', port: 2883, shown: 'mqtt://[::1]:2883' },
    },
    {
      text: 'mqtt://u%40x:p%3Aq%2F@b:1',
      is: { protocol: 'mqtt', host: 'b', port: 1, username: 'u@x', password: 'p:q/', shown: 'mqtt://b:1' },
    },
    {
      text: 'mqtt://u:100%@b',
      is: {
        protocol: 'mqtt',
        host: 'b',
        port: 1883,
        username: 'u',
        password: '100%',
        shown: 'mqtt://b:1883',
      },
    },
    {
      text: 'mqtt://b?share=off',
      is: { protocol: 'mqtt', host: 'b', port: 1883, shares: false, shown: 'mqtt://b:1883' },
    },
    {
      text: 'mqtt://b?client=intake-1&share=on',
      is: { protocol: 'mqtt', host: 'b', port: 1883, client: 'intake-1', shown: 'mqtt://b:1883' },
    },
  ])('$text', ({ text, is }) => {
    expect(parseBrokerAddress(text)).toEqual({ shares: true, ...is });
  });

  it.each([
    'mqtt://u:secret@b:99999',
    'http://u:secret@b',
    'u:secret@b',
    'mqtt://u:secret@',
    'mqtt://u:secret@b?x=1',
  ])('refuses %s without a word of the password', (text) => {
    const refused = (() => {
      try {
        parseBrokerAddress(text);
      } catch (error) {
        return error;
      }
      return undefined;
    })();
    expect(refused).toBeInstanceOf(SettingsError);
    expect(JSON.stringify([String(refused), refused])).not.toContain('secret');
  });

  it('names each process of a machine, the same after a restart', () => {
    expect(clientIdOf('ioc-1', 8080)).toBe('toancanh-ioc-1-8080');
  });
});
