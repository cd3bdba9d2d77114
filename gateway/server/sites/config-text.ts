import { parse, type DocumentNode, type ObjectNode, type ValueNode } from '@humanwhocodes/momoa';
import type { ConfigIssue } from './site-check.ts';

/** A mistake with its place in the text, counted from 1. */
export interface PlacedIssue extends ConfigIssue {
  readonly line: number;
  readonly column: number;
}

/** A configuration as JSON text, which knows where each value stands. */
export interface ConfigText {
  readonly value: unknown;
  /** What is wrong with the text itself: it is no JSON, or says something twice. `value` is `undefined` then. */
  readonly issues: readonly PlacedIssue[];
  /** With the place of what is wrong, or of what it is missing in. */
  place(issue: ConfigIssue): PlacedIssue;
}

export function parseConfigText(written: string): ConfigText {
  const text = written.replace(/^\uFEFF/, ''); // as some editors begin a file
  const broken = (issue: PlacedIssue): ConfigText => ({ value: undefined, issues: [issue], place: (other) => ({ ...issue, ...other }) });
  if (text.trim() === '') return broken({ path: '', line: 1, column: 1, message: 'the file is empty' });
  let document: DocumentNode;
  try {
    document = parse(text, { mode: 'json' });
  } catch (error) {
    const { line = 1, column = 1, message } = error as Error & { line?: number; column?: number };
    return broken({ path: '', line, column, message: `is not valid JSON: ${message.replace(/ \(\d+:\d+\)$/, '')}` });
  }
  const place = (issue: ConfigIssue): PlacedIssue => placed(issue, document.body);
  const issues = twiceIn(document.body, '').map(place);
  return { value: issues.length === 0 ? JSON.parse(text) : undefined, issues, place };
}

/** Of two members with the same name, JSON takes the last one and says nothing. */
function twiceIn(node: ValueNode, path: string): ConfigIssue[] {
  if (node.type === 'Array') return node.elements.flatMap(({ value }, index) => twiceIn(value, join(path, String(index))));
  if (node.type !== 'Object') return [];
  const names = namesOf(node);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const inside = node.members.flatMap(({ value }, index) => twiceIn(value, join(path, names[index] ?? '')));
  return [...new Set(twice)].map((name) => ({ path: join(path, name), message: 'this field is there twice' })).concat(inside);
}

/** Goes down the path as far as there is something. */
function placed(issue: ConfigIssue, body: ValueNode): PlacedIssue {
  let at: ValueNode = body;
  let rest = issue.path;
  let place = body.loc.start;
  while (rest !== '') {
    const next = stepInto(at, rest);
    if (!next) break;
    ({ node: at, rest, place } = next);
  }
  return { ...issue, line: place.line, column: place.column };
}

/** One step of a dotted path. Names may have dots themselves, so the longest that fits is taken. */
function stepInto(node: ValueNode, path: string): { node: ValueNode; rest: string; place: ValueNode['loc']['start'] } | undefined {
  const found = (name: string, value: ValueNode, place: ValueNode['loc']['start']) => ({ node: value, rest: path.slice(name.length + 1), place });
  if (node.type === 'Array') {
    const index = path.split('.')[0] ?? '';
    const element = node.elements[Number(index)];
    return element && found(index, element.value, element.value.loc.start);
  }
  if (node.type !== 'Object') return undefined;
  const fits = (name: string): boolean => path === name || path.startsWith(`${name}.`);
  const name = namesOf(node).filter(fits).sort((a, b) => b.length - a.length)[0];
  const member = node.members.findLast(({ name: each }) => nameOf(each) === name);
  return name === undefined || !member ? undefined : found(name, member.value, member.loc.start);
}

const namesOf = ({ members }: ObjectNode): string[] => members.map(({ name }) => nameOf(name));
const nameOf = (name: ObjectNode['members'][number]['name']): string => (name.type === 'String' ? name.value : name.name);
const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
