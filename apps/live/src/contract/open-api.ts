import { type TSchema, Type } from '@sinclair/typebox';
import { ReadingInput, Rejection } from '@toancanh/events';
import { ProblemBody, PROBLEMS, type ProblemCode } from '../http/problem.js';
import { type Operation, OPERATIONS } from './operations.js';
import { COMPONENTS } from './view-schemas.js';

/** The OpenAPI 3.1 page: JSON Schema is its own language, so the schemas that check stand in it as they are. */
export function openApi(build: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of OPERATIONS) {
    (paths[operation.path] ??= {})[operation.method] = pathItemOf(operation);
  }
  (paths['/api/v1/readings'] ??= {}).post = SUBMIT;
  (paths['/api/v1/files/tt10'] ??= {}).post = SUBMIT_STATION_FILE;
  return {
    openapi: '3.1.0',
    info: {
      title: 'Toàn Cảnh',
      version: build,
      description:
        'Instants leave as ISO 8601 UTC with milliseconds and are taken as that or as epoch milliseconds. Lists answer items and next; next goes into cursor. Errors are RFC 9457 problems with code, detail and detail_vi.',
    },
    paths,
    components: { schemas: { ...COMPONENTS, Rejection, ReadingInput, Problem: ProblemBody } },
  };
}

function pathItemOf(operation: Operation): object {
  const { summary, detail, body, answer, csv } = operation;
  const schema =
    'one' in answer
      ? reference(answer.one)
      : Type.Object({
          items: Type.Array(Type.Unsafe(reference(answer.list))),
          next: Type.Union([Type.String(), Type.Null()]),
        });
  const content = { 'application/json': { schema }, ...(csv ? { 'text/csv': {} } : {}) };
  return {
    summary: `${summary.vi} · ${summary.en}`,
    ...(detail === undefined ? {} : { description: detail }),
    parameters: parametersOf(operation),
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: { 200: { description: summary.en, content }, ...problemsOf(operation.problems) },
  };
}

function parametersOf({ path, query, headers = {} }: Operation): object[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: Type.String(),
  }));
  const inQuery = Object.entries<TSchema>(query?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: query?.required?.includes(name) ?? false,
    schema,
  }));
  const inHeader = Object.entries(headers).map(([name, description]) => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: Type.String(),
  }));
  return [...inPath, ...inQuery, ...inHeader];
}

/** By status, for OpenAPI has one answer for each. */
function problemsOf(codes: readonly ProblemCode[]): Record<string, object> {
  const all: readonly ProblemCode[] = [...codes, 'E_INTERNAL'];
  return Object.fromEntries(
    [...new Set(all.map((code) => PROBLEMS[code].status))].map((status) => [
      status,
      {
        description: all
          .filter((code) => PROBLEMS[code].status === status)
          .map((code) => `${code}: ${PROBLEMS[code].title.en}`)
          .join('; '),
        content: { 'application/problem+json': { schema: reference('Problem') } },
      },
    ]),
  );
}

function reference(component: string): { $ref: string } {
  return { $ref: `#/components/schemas/${component}` };
}

/** Answered by intake: a reading, an array, or an envelope with them. */
const SUBMIT = {
  summary: 'Gửi số đo · Submit readings',
  description:
    'One reading, an array, or an envelope {epoch, seq, readings}. Answered once the log has them.',
  security: [{ gateway: [] }],
  parameters: [{ name: 'Idempotency-Key', in: 'header', required: false, schema: Type.String() }],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: Type.Union([
          Type.Unsafe(reference('ReadingInput')),
          Type.Array(Type.Unsafe(reference('ReadingInput'))),
          Type.Object({
            epoch: Type.Optional(Type.String()),
            seq: Type.Optional(Type.Integer()),
            readings: Type.Array(Type.Unsafe(reference('ReadingInput'))),
          }),
        ]),
      },
    },
  },
  responses: {
    200: {
      description: 'The log has what was accepted',
      content: {
        'application/json': {
          schema: Type.Object({
            received: Type.Integer(),
            accepted: Type.Integer(),
            late: Type.Integer(),
            duplicate: Type.Integer(),
            rejected: Type.Array(Type.Unsafe(reference('Rejection'))),
          }),
        },
      },
    },
    401: { description: 'E_AUTH: no gateway of that name and password' },
    422: { description: 'All of it was refused; rejected says why' },
    503: { description: 'The log cannot take it; Retry-After says when to try again' },
  },
};

/** Answered by intake: the file of an automatic station, after Circular 10/2021/TT-BTNMT. */
const SUBMIT_STATION_FILE = {
  ...SUBMIT,
  summary: 'Gửi tệp của trạm tự động · Submit the file of an automatic station',
  description: 'Lines of symbol, value, unit, YYYYMMDDhhmmss (UTC+7) and status 00, 01 or 02 between tabs.',
  parameters: [{ name: 'sensor', in: 'query', required: true, schema: Type.String() }, ...SUBMIT.parameters],
  requestBody: {
    required: true,
    content: {
      'text/plain': { schema: Type.String() },
      'text/tab-separated-values': { schema: Type.String() },
    },
  },
};
