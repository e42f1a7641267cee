import { unwrapped } from './cloud-event.js';

const event = { specversion: '1.0', id: '1', source: '/tnmt', type: 'vn.air', subject: 'S1' };
const headers = {
  ce_specversion: '1.0',
  ce_id: '1',
  ce_source: '/tnmt',
  ce_type: 'vn.air',
  ce_subject: 'S1',
};
const STRUCTURED = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };
const JSON_TYPE = { 'content-type': 'application/json' };

describe('a CloudEvent', () => {
  const data = { PM25: 31 };

  it.each([
    { why: 'structured, by its content type', root: { ...event, data }, headers: STRUCTURED, path: '/data' },
    {
      why: 'the content type in capitals',
      root: { ...event, data },
      path: '/data',
      headers: { 'content-type': 'Application/CloudEvents+JSON' },
    },
    { why: 'structured without a content type', root: { ...event, data }, headers: {}, path: '/data' },
    {
      why: 'structured, under a plain content type',
      root: { ...event, data },
      headers: JSON_TYPE,
      path: '/data',
    },
    {
      why: 'structured, with attributes as headers too',
      root: { ...event, data },
      headers: { ...headers, ...STRUCTURED },
      path: '/data',
    },
    {
      why: 'JSON of a dialect',
      root: { ...event, datacontenttype: 'application/vnd.tnmt+json; charset=utf-8', data },
      headers: STRUCTURED,
      path: '/data',
    },
    { why: 'binary', root: data, headers: { ...headers, ...JSON_TYPE }, path: '' },
    { why: 'binary without a content type', root: data, headers, path: '' },
  ])('$why', ({ root, headers: given, path }) => {
    expect(unwrapped(root, given)).toMatchObject({
      data,
      dataPath: path,
      attributes: { subject: 'S1', id: '1' },
      attributesInValue: path === '/data',
    });
  });

  it.each([
    { why: 'no event at all', root: [1], headers: {}, path: '', value: [1] },
    {
      why: 'batched, which Kafka does not have',
      root: [event],
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      path: '',
      value: [event],
    },
    { why: 'no specversion', root: { data }, headers: {}, path: '/specversion', value: undefined },
    {
      why: 'another specversion',
      root: { ...event, specversion: '0.3' },
      headers: {},
      path: '/specversion',
      value: '0.3',
    },
    { why: 'an empty id', root: { ...event, id: '' }, headers: {}, path: '/id', value: '' },
    {
      why: 'no source',
      root: { ...event, source: undefined },
      headers: {},
      path: '/source',
      value: undefined,
    },
    { why: 'a type that is no text', root: { ...event, type: 7 }, headers: {}, path: '/type', value: 7 },
    {
      why: 'XML inside',
      root: { ...event, datacontenttype: 'text/xml', data: '<a/>' },
      headers: {},
      path: '/datacontenttype',
      value: 'text/xml',
    },
    {
      why: 'bytes inside',
      root: { ...event, data_base64: 'AAEC' },
      headers: {},
      path: '/data_base64',
      value: undefined,
    },
    {
      why: 'binary, a header missing',
      root: data,
      headers: { ce_specversion: '1.0', ce_id: '1' },
      path: '',
      value: undefined,
    },
    {
      why: 'binary, Avro',
      root: data,
      headers: { ...headers, 'content-type': 'application/avro' },
      path: '',
      value: 'application/avro',
    },
  ])('is refused: $why', ({ root, headers: given, path, value }) => {
    expect(unwrapped(root, given)).toMatchObject({ code: 'E_SCHEMA', path, value });
  });

  it('keeps no bytes of a person’s data, whatever they are wrapped in', () => {
    const person = Buffer.from('{"phone":"0912345678"}').toString('base64');
    expect(unwrapped({ ...event, data_base64: person }, {})).toMatchObject({
      code: 'E_PERSONAL',
      value: undefined,
    });
  });
});
