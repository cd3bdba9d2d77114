import { toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema';
import { AdminProblem } from '../../protocol/admin.ts';
import { statusOfProblem } from '../http/admin-problem.ts';
import { NAMED_SCHEMAS, OPERATIONS, type Caller, type Operation, type Schema } from './operations.ts';

/** Codes that every call can answer with. */
const EVERYWHERE = ['E_BAD_MESSAGE', 'E_NOT_FOUND', 'E_RECORD', 'E_INTERNAL'];
/** … whatever changes something, … */
const OF_CHANGES = ['E_ORIGIN'];
/** … and whatever an administrator is signed in for. */
const OF_ADMINISTRATORS = ['E_NOT_SIGNED_IN', 'E_NOT_ALLOWED', 'E_SLOW_DOWN'];
/** The administrators' calls that need nobody signed in. */
const OPEN_TO_ALL = ['/api/admin/sign-out', '/api/admin/me'];

const SECURITY: Readonly<Record<Caller, readonly object[]>> = {
  anybody: [],
  agent: [{ agentCookie: [] }, { agentBearer: [] }],
  customer: [{ customerCookie: [] }, { customerBearer: [] }],
  administrator: [{ administratorCookie: [] }],
  operator: [{}, { metricsBearer: [] }],
};

const SECURITY_SCHEMES = {
  agentCookie: { type: 'apiKey', in: 'cookie', name: 'sideseat-agent' },
  agentBearer: { type: 'http', scheme: 'bearer', description: 'Of `HostAccount`, from a page of a host dashboard' },
  customerCookie: { type: 'apiKey', in: 'cookie', name: 'sideseat-customer' },
  customerBearer: { type: 'http', scheme: 'bearer', description: 'Of `Connected`' },
  administratorCookie: { type: 'apiKey', in: 'cookie', name: 'sideseat-admin' },
  metricsBearer: { type: 'http', scheme: 'bearer', description: '`SIDESEAT_METRICS_TOKEN`; none is needed on the server’s own machine' },
} as const;

/** The description of the HTTP API in OpenAPI 3.1. @param publicUrl - Without a slash at its end. */
export function openApi(publicUrl: string, version: string): object {
  const definitions = { ...NAMED_SCHEMAS, Problem: AdminProblem };
  const schemas = toJsonSchemaDefs(definitions, {
    ...JSON_SCHEMA,
    overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  });
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of OPERATIONS) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sideseat', version, license: { name: 'MIT' } },
    servers: [{ url: publicUrl }],
    paths,
    components: { schemas, securitySchemes: SECURITY_SCHEMES },
  };
}

/** All codes that a call can answer with. */
export function problemsOf({ method, path, by, problems }: Operation): string[] {
  const isAdministrators = by === 'administrator' && !OPEN_TO_ALL.includes(path);
  const codes = [...problems, ...EVERYWHERE, ...(method === 'GET' ? [] : OF_CHANGES), ...(isAdministrators ? OF_ADMINISTRATORS : [])];
  return [...new Set(codes)];
}

const JSON_SCHEMA = { typeMode: 'input', errorMode: 'ignore', target: 'draft-2020-12' } as const;

function describe(operation: Operation): object {
  const { summary, by, body, answer, status = 200, alsoStatus, type = 'application/json', etag } = operation;
  const success = {
    description: summary,
    content: { [type]: { schema: schemaOf(answer) } },
    ...(etag && { headers: { ETag: { schema: { type: 'string' } } } }),
  };
  return {
    summary,
    security: SECURITY[by],
    parameters: parametersOf(operation),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } } }),
    responses: {
      [status]: success,
      ...(alsoStatus !== undefined && { [alsoStatus]: success }),
      ...Object.fromEntries(problemAnswers(operation).filter(([problemStatus]) => Number(problemStatus) !== alsoStatus)),
    },
  };
}

function parametersOf({ path, query = {}, etag }: Operation): object[] {
  const parts = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const asked = Object.keys(query).map((name) => ({ name, in: 'query', required: false, schema: { type: 'string' } }));
  const match = etag === 'changes' ? [{ name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } }] : [];
  return [...parts, ...asked, ...match];
}

/** One answer for each status, which names its codes. */
function problemAnswers(operation: Operation): [string, object][] {
  const byStatus = Map.groupBy(problemsOf(operation), statusOfProblem);
  return [...byStatus].map(([status, codes]) => [
    String(status),
    { description: codes.join(', '), content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
  ]);
}

function schemaOf(schema: Schema): object {
  const [name] = Object.entries(NAMED_SCHEMAS).find(([, each]) => each === schema) ?? [];
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  const { $schema: _, ...inline } = toJsonSchema(schema, JSON_SCHEMA);
  return inline;
}
