import type { TObject, TSchema } from '@sinclair/typebox';
import type { Bilingual } from '@toancanh/events';
import { AcknowledgeBody } from '../commands/acknowledgement.js';
import { EntryBody } from '../commands/figure-entering.js';
import type { ProblemCode } from '../http/problem.js';
import { AIR_INDEX_QUERY } from '../http/reads/air-index.controller.js';
import { ALERTS_QUERY } from '../http/reads/alerts.controller.js';
import { AREAS_QUERY } from '../http/reads/areas.controller.js';
import { DESKS_QUERY } from '../http/reads/desks.controller.js';
import { FIGURE_ENTRIES_QUERY } from '../http/reads/figure-entries.controller.js';
import { FIGURES_QUERY } from '../http/reads/figures.controller.js';
import { LATEST_QUERY } from '../http/reads/latest.controller.js';
import { READINGS_QUERY } from '../http/reads/readings.controller.js';
import { REJECTED_QUERY } from '../http/reads/rejected.controller.js';
import { SENSORS_QUERY } from '../http/reads/sensors.controller.js';
import { WINDOWS_QUERY } from '../http/reads/windows.controller.js';
import type { ComponentName } from './view-schemas.js';

/** One call of the API as OpenAPI tells of it; the queries are the objects that check. */
export interface Operation {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly summary: Bilingual;
  readonly detail?: string;
  readonly query?: TObject;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: TSchema;
  readonly answer: { readonly list: ComponentName | 'Rejection' } | { readonly one: ComponentName };
  readonly csv?: boolean;
  readonly problems: readonly ProblemCode[];
}

export const OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/areas',
    summary: { vi: 'Cây khu vực tại một ngày', en: 'The tree of areas as of a date' },
    query: AREAS_QUERY.schema,
    answer: { list: 'Area' },
    problems: ['E_QUERY'],
  },
  {
    method: 'get',
    path: '/api/v1/areas/{code}/lineage',
    summary: { vi: 'Từ đâu mà có và trở thành gì', en: 'What an area came from, and what became of it' },
    detail: 'Of a code with all of its versions, or of one version by its id.',
    answer: { one: 'Lineage' },
    problems: ['E_AREA'],
  },
  {
    method: 'get',
    path: '/api/v1/desks',
    summary: { vi: 'Ai đang trực địa bàn nào', en: 'Who is on duty for which area' },
    query: DESKS_QUERY.schema,
    answer: { list: 'Desk' },
    problems: ['E_QUERY'],
  },
  {
    method: 'get',
    path: '/api/v1/sensors',
    summary: { vi: 'Cảm biến, lần cuối và độ mới', en: 'Sensors, when last seen, and how fresh' },
    query: SENSORS_QUERY.schema,
    answer: { list: 'Sensor' },
    problems: ['E_QUERY', 'E_AREA', 'E_CURSOR'],
  },
  {
    method: 'get',
    path: '/api/v1/latest',
    summary: { vi: 'Giá trị mới nhất theo lúc đo', en: 'The newest values by measurement time' },
    query: LATEST_QUERY.schema,
    answer: { list: 'Value' },
    problems: ['E_QUERY', 'E_SENSITIVE', 'E_AREA', 'E_CURSOR'],
  },
  {
    method: 'get',
    path: '/api/v1/readings',
    summary: { vi: 'Số đo thô, cũ trước', en: 'Raw readings, oldest first' },
    detail:
      'From the store, which is filled about a second behind the log: a reading that was acknowledged just now may not be here yet. The day before "to" unless told; "to" is now unless told.',
    query: READINGS_QUERY.schema,
    answer: { list: 'Reading' },
    problems: ['E_QUERY', 'E_SENSITIVE', 'E_CURSOR', 'E_STORE'],
  },
  {
    method: 'get',
    path: '/api/v1/windows',
    summary: { vi: 'Cửa sổ thống kê, bản sửa mới nhất', en: 'Windows, newest revision, oldest first' },
    detail:
      'Of one sensor or one area. With Accept: text/csv a table; its next page is in the Link header. "asOf" gives what was known then. With "restate" the area of that day’s map, made of whole areas of earlier and later maps; where borders were cut through it E_NOT_COMPARABLE says why, with reason, date, edges, and the ranges that are comparable.',
    query: WINDOWS_QUERY.schema,
    answer: { list: 'ListedWindow' },
    csv: true,
    problems: ['E_QUERY', 'E_SENSITIVE', 'E_AREA', 'E_CURSOR', 'E_NOT_COMPARABLE', 'E_STORE'],
  },
  {
    method: 'get',
    path: '/api/v1/figures',
    summary: { vi: 'Chỉ số, chỉ tiêu của một khu vực', en: 'The figures of an area' },
    detail:
      'The panel as of now, then the figures that somebody answers for: with target, owner, source, trend, and the day on which the target is missed or met at this pace. "at" gives the latter as they were known then, against the target of then.',
    query: FIGURES_QUERY.schema,
    answer: { list: 'Figure' },
    problems: ['E_QUERY', 'E_AREA', 'E_STORE'],
  },
  {
    method: 'post',
    path: '/api/v1/figures/{id}',
    summary: { vi: 'Nhập giá trị của một chỉ tiêu', en: 'Enter a value of a figure' },
    detail:
      'Answers once the log has it. Another value for the same figure, area and asOf is a new version; the earlier ones are kept. The same value again by the same person is no new version.',
    body: EntryBody,
    answer: { one: 'FigureEntry' },
    problems: [
      'E_FIGURE',
      'E_AREA',
      'E_PERSONAL',
      'E_COMPUTED',
      'E_JSON',
      'E_SCHEMA',
      'E_MEDIA',
      'E_SIZE',
      'E_RATE',
      'E_FULL',
      'E_LOG',
    ],
  },
  {
    method: 'get',
    path: '/api/v1/figures/{id}/entries',
    summary: { vi: 'Những giá trị đã nhập, mọi phiên bản', en: 'What was entered, every version' },
    detail: 'By asOf, then as it became known. With "at" what was known then.',
    query: FIGURE_ENTRIES_QUERY.schema,
    answer: { list: 'FigureEntry' },
    problems: ['E_QUERY', 'E_FIGURE', 'E_AREA', 'E_CURSOR'],
  },
  {
    method: 'get',
    path: '/api/v1/air-index',
    summary: { vi: 'VN_AQI giờ của trạm hoặc khu vực', en: 'VN_AQI of an hour, of a station or an area' },
    detail:
      'Of the newest hour that had ended at "at" (now unless told), from the windows of hours. Decision 1459/QĐ-TCMT; null without PM2.5 and PM10.',
    query: AIR_INDEX_QUERY.schema,
    answer: { one: 'AirIndex' },
    problems: ['E_QUERY', 'E_AREA', 'E_STORE'],
  },
  {
    method: 'get',
    path: '/api/v1/alerts',
    summary: { vi: 'Báo động, mới trước', en: 'Alerts, newest first' },
    query: ALERTS_QUERY.schema,
    answer: { list: 'Alert' },
    problems: ['E_QUERY', 'E_AREA', 'E_CURSOR'],
  },
  {
    method: 'get',
    path: '/api/v1/alerts/{id}',
    summary: { vi: 'Một báo động và lịch sử của nó', en: 'One alert with its history; ETag is its version' },
    answer: { one: 'Alert' },
    problems: ['E_ALERT'],
  },
  {
    method: 'post',
    path: '/api/v1/alerts/{id}/acknowledge',
    summary: { vi: 'Xác nhận đã xem', en: 'Acknowledge' },
    detail:
      'Answers with the alert after the command went through the log, within two seconds. 409 says who was first.',
    headers: { 'If-Match': 'the version of the alert that was seen, such as "3"' },
    body: AcknowledgeBody,
    answer: { one: 'Alert' },
    problems: [
      'E_ALERT',
      'E_PERSONAL',
      'E_IF_MATCH',
      'E_VERSION',
      'E_JSON',
      'E_SCHEMA',
      'E_MEDIA',
      'E_SIZE',
      'E_LOG',
      'E_TIMEOUT',
    ],
  },
  {
    method: 'get',
    path: '/api/v1/rejected',
    summary: { vi: 'Bản tin bị từ chối, mới trước', en: 'Refused messages, newest first' },
    detail: 'The newest 10,000; the log keeps them for 30 days.',
    query: REJECTED_QUERY.schema,
    answer: { list: 'Rejection' },
    problems: ['E_QUERY', 'E_CURSOR'],
  },
  {
    method: 'get',
    path: '/api/v1/status',
    summary: { vi: 'Từng khâu đang làm gì', en: 'How every stage is' },
    answer: { one: 'Status' },
    problems: [],
  },
];
