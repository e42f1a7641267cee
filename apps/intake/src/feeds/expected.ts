/** What was expected of a feed's record; the first words are the schema's own or those of city.yaml. */
export const FEED_EXPECTED = {
  missing: (source: string) => `${source}: trường bắt buộc / a required field`,
  oneOfValues: (sources: readonly string[]) =>
    `ít nhất một giá trị / at least one value: ${sources.slice(0, 8).join(', ')}${sources.length > 8 ? ', …' : ''}`,
  items: (most: number) => `một mảng / an array, 1 … ${most}`,
  words: (words: readonly string[]) =>
    `${words.slice(0, 16).join(', ')}${words.length > 16 ? ', …' : ''} (map, city.yaml)`,
  timestamp: 'bản ghi có giờ (timestamp) / a record with a timestamp',
  size: (most: number) => `≤ ${most} byte`,
  event: 'một CloudEvent (JSON) / a CloudEvent (JSON)',
  specversion: 'specversion 1.0',
  attribute: (name: string) => `${name}: một chuỗi không rỗng / a string that is not empty`,
  media: 'application/json, …+json',
  dataInJson: 'JSON trong data / JSON in data',
} as const;
