import { droppedIn, verdictOf } from './write-answer.js';

const NOW = Date.UTC(2026, 10, 23, 5);
const error = (text: string) => JSON.stringify({ error: text });

describe('verdictOf', () => {
  it.each([
    { status: 204, body: '', is: 'written' },
    { status: 400, body: error('partial write: points beyond retention policy dropped=3'), is: 'refused' },
    { status: 400, body: error('field type conflict'), is: 'refused' },
    { status: 400, body: error("unable to parse 'x': missing fields"), is: 'refused' },
    { status: 422, body: '{"code":"unprocessable entity","message":"partial write: …"}', is: 'refused' },
    { status: 400, body: error('database is required'), is: 'barred', why: 'no fault of any point' },
    { status: 400, body: '<html>Bad Request</html>', is: 'barred', why: 'a proxy condemns no point' },
    { status: 401, body: error('authorization failed'), is: 'barred' },
    { status: 403, body: error('not authorized to write'), is: 'barred' },
    { status: 404, body: error('database not found: "toancanh"'), is: 'homeless' },
    {
      status: 500,
      body: error('retention policy not found: readings'),
      is: 'homeless',
      why: 'as 1.x says it',
    },
    { status: 404, body: 'page not found', is: 'barred', why: 'not an InfluxDB' },
    { status: 413, body: error('Request Entity Too Large'), is: 'too-large' },
    { status: 429, body: '', is: 'later' },
    { status: 500, body: error('timeout'), is: 'later' },
    { status: 503, body: '', is: 'later' },
  ])('$status $body: $is', ({ status, body, is }) => {
    expect(verdictOf(status, body, undefined, NOW).is).toBe(is);
  });

  it.each([
    { header: '3', after: 3_000 },
    { header: new Date(NOW + 5_000).toUTCString(), after: 5_000 },
    { header: new Date(NOW - 5_000).toUTCString(), after: 0 },
    { header: 'soon', after: undefined },
    { header: undefined, after: undefined },
  ])('reads Retry-After $header as $after ms', ({ header, after }) => {
    expect(verdictOf(503, '', header, NOW)).toEqual({
      is: 'later',
      reason: '503',
      ...(after !== undefined && { after }),
    });
  });

  it('cuts a long reason and keeps the count at its end', () => {
    const { reason } = verdictOf(
      400,
      error(`partial write: unable to parse '${'x'.repeat(9_000)}' dropped=2`),
      undefined,
      NOW,
    ) as {
      reason: string;
    };
    expect(reason.length).toBeLessThan(500);
    expect(droppedIn(reason)).toBe(2);
  });
});
