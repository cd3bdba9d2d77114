/**
 * What can be wrong with a site's configuration, and what is needed, in English, with an issue's `params` in braces. The
 * administrator's page says it in its own language by the code; what has none it shows as it comes.
 */
export const CONFIG_ISSUES = {
  nameNeeded: 'a name is needed',
  tooLong: 'at most {most} characters are allowed',
  listTooLong: 'Invalid length: Expected <={most} but received {received}',
  originNeeded: 'an origin is needed, for example https://shop.example, without a path; * is not possible',
  originsNeeded: 'at least one origin is needed',
  minutes: '1 to {most} whole minutes are allowed',
  sentenceNeeded: 'a sentence is needed',
  notPlain: 'plain text on one line is needed',
  leadsAway: 'links and addresses are not allowed',
  noSentences: 'leave the language out',
  noGroups: 'leave it out where all groups may',
  noGroup: 'there is no group "{value}"',
  notSelector: '"{value}" is not a CSS selector: {cause}',
  notPath: '"{value}" is not a path: it begins with / or *, for example /account/*',
  noField: 'there is no such field',
  missing: 'this field is missing',
} as const;
export type ConfigIssueCode = keyof typeof CONFIG_ISSUES;
type Params = Readonly<Record<string, string>>;

/** One of them. `message`: in English, filled in. */
export interface IssueWords {
  readonly message: string;
  /** None where a schema has no words of ours for it. */
  readonly code?: ConfigIssueCode;
  readonly params?: Params;
}

/** By their messages, which is all that a schema can carry. */
const saidBySchemas = new Map<string, IssueWords>();

export const issueWords = (code: ConfigIssueCode, params: Params = {}): IssueWords => ({
  message: CONFIG_ISSUES[code].replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? ''),
  code,
  params,
});

/** The message of a schema's check. */
export function needed(code: ConfigIssueCode, params?: Params): string {
  const words = issueWords(code, params);
  saidBySchemas.set(words.message, words);
  return words.message;
}

/** What a schema's message was made of. */
export const wordsOf = (message: string): IssueWords => saidBySchemas.get(message) ?? { message };
