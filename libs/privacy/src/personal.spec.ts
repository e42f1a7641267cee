import { isPersonalBytes, isPersonalIdentifier, isPersonalKey, personalPath } from './personal.js';

describe('personal data', () => {
  it.each([
    'name fullName ho_ten hoVaTen "Họ tên" cccd so_cccd CMND passport plate bienSoXe "biển số" phone patientPhone',
    'sdt soDienThoai "Điện thoại" email faceImage anh hinhAnh mac imei birthDate ngaySinh diagnosis nguoiNop diaChi',
  ])('is named by fields such as %s', (names) => {
    for (const name of names.match(/"[^"]+"|\S+/g)!)
      expect([name, isPersonalKey(name.replaceAll('"', ''))]).toEqual([name, true]);
  });

  it.each([
    'sensor at values units quality epoch seq place readings pm25 noise camera_online colour battery rssi',
    'bn bt bu n u v vs vb t e sv channel status lane direction firmware',
  ])('is not named by %s', (names) => {
    for (const name of names.split(' ')) expect([name, isPersonalKey(name)]).toEqual([name, false]);
  });

  it.each([
    { value: { note: '0912345678' }, path: '/note', why: 'a phone' },
    { value: { note: 'gọi +84 912 345 678 nhé' }, path: '/note', why: 'a phone from abroad, spaced' },
    { value: { note: 'xe 61A-123.45' }, path: '/note', why: 'a plate' },
    { value: { note: '61B1-234.56' }, path: '/note', why: 'a motorcycle' },
    { value: { x: [{ y: '079123456789' }] }, path: '/x/0/y', why: 'an identity number, deep down' },
    { value: { x: 281234567 }, path: '/x', why: 'an older one, as a number' },
    { value: { note: 'a.b@example.vn' }, path: '/note', why: 'e-mail' },
    { value: { note: '00:1A:2b:3C:4d:5E' }, path: '/note', why: 'a device address' },
    { value: { note: `data:image/png;base64,iVBOR` }, path: '/note', why: 'a picture' },
    { value: { note: 'QUJD'.repeat(80) }, path: '/note', why: 'a blob' },
    { value: { '0912345678': 1 }, path: '', why: 'a phone for a key, which is not repeated' },
  ])('is found by its shape: $why', ({ value, path }) => {
    expect(personalPath(value)).toBe(path);
  });

  it.each([
    {
      value: { at: 1795417200000, seq: 123456789, values: { flow: 123456789 } },
      why: 'instants and figures',
    },
    { value: { at: '2026-11-23T07:00:00.000Z', epoch: '2026-11-20T00:00:00Z' }, why: 'dates' },
    { value: { sensor: 'ci4lr75sl000802ypo4qrcjda23' }, why: 'an identifier with digits' },
    { value: { sensor: 'meter-000000012345' }, why: 'a serial number' },
    { value: { e: [{ n: 'longitude', v: '106.123456789' }] }, why: 'many decimals' },
    { value: { sensor: '00:11:22:33:44:55:66:77' }, why: 'an EUI-64 names a device of the city' },
  ])('is not seen in $why', ({ value }) => {
    expect(personalPath(value)).toBeUndefined();
  });

  it.each(['0912345678', 'cam-61A-123.45', '281234567', 'x:079123456789', 'a@b.vn'])(
    'may not name a sensor: %s',
    (id) => {
      expect(isPersonalIdentifier(id)).toBe(true);
    },
  );

  it('is suspected in what cannot be looked through', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 20_000; i += 1) deep = [deep];
    expect(personalPath(deep)).toBeDefined();
  });

  it('is found in bytes that are no JSON', () => {
    expect(isPersonalBytes('{"sensor":"x","cccd":"07')).toBe(true);
    expect(isPersonalBytes('{"sensor":"x","values":{"pm25":1')).toBe(false);
  });
});
